import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { codeOf, send } from "../../../api/send";
import {
	type SignedRequest,
	type Signing,
	signAlibaba,
	signAlibabaHeaders,
} from "../../../api/sign";
import { startCloud, type TestCloud } from "../../../api/test-cloud";

let cloud: TestCloud;
beforeEach(async () => {
	cloud = await startCloud("alicloud");
});
afterEach(() => cloud.close());

type Change = (request: SignedRequest) => SignedRequest;

const path =
	(pattern: RegExp, by: string): Change =>
	(request) => ({ ...request, path: request.path.replace(pattern, by) });
const header =
	(name: string, value: string): Change =>
	(request) => ({ ...request, headers: { ...request.headers, [name]: value } });

describe.each<
	[
		string,
		(
			host: string,
			action: string,
			parameters: Record<string, string>,
			signing?: Signing,
		) => SignedRequest,
	]
>([
	["in a query", signAlibaba],
	[
		"in a form",
		(host, action, parameters, signing) =>
			signAlibaba(host, action, parameters, { ...signing, method: "POST" }),
	],
	["in headers", signAlibabaHeaders],
])("signed %s", (_kind, sign) => {
	const ask = (signing: Signing = {}) =>
		send(
			cloud.port,
			sign(
				`127.0.0.1:${cloud.port}`,
				"DescribeVpcs",
				{ VpcName: "a b*c~d!e'f(g)+路由" },
				signing,
			),
		);

	test("a good signature, with characters that need care", async () => {
		const received = await ask();
		expect(received.status).toBe(200);
		expect(JSON.parse(received.body)).toMatchObject({ TotalCount: 0 });
	});

	test.each<[string, Signing, string, number]>([
		["14 minutes late", { at: Date.now() - 840_000 }, "", 200],
		[
			"16 minutes late",
			{ at: Date.now() - 960_000 },
			"InvalidTimeStamp.Expired",
			400,
		],
		[
			"16 minutes early",
			{ at: Date.now() + 960_000 },
			"InvalidTimeStamp.Expired",
			400,
		],
		["a wrong secret", { secret: "x" }, "SignatureDoesNotMatch", 400],
		["an unknown key", { id: "x" }, "InvalidAccessKeyId.NotFound", 404],
		[
			"a token for a key that has none",
			{ token: "x" },
			"InvalidAccessKeyId.NotFound",
			404,
		],
	])("%s", async (_name, signing, code, status) => {
		const received = await ask(signing);
		expect([codeOf(received), received.status]).toEqual([code, status]);
	});

	test("a role's keys are good with their token, until they end", async () => {
		// What the role allows.
		const look = (signing: Signing) =>
			send(
				cloud.port,
				sign(
					`127.0.0.1:${cloud.port}`,
					"DescribeRouteEntryList",
					{ RouteTableId: cloud.routeTableId },
					signing,
				),
			);
		const role = cloud.roleKey(1);
		expect(codeOf(await look(role))).toBe("");
		const { token: _, ...without } = role;
		expect(codeOf(await look(without))).toBe("InvalidAccessKeyId.NotFound");
		const day = 24 * 3_600_000;
		expect(codeOf(await look(cloud.roleKey(1, Date.now() - day)))).toBe(
			"InvalidSecurityToken.Expired",
		);
	});

	test("a request that is sent again", async () => {
		const request = sign(`127.0.0.1:${cloud.port}`, "DescribeVpcs", {});
		expect(codeOf(await send(cloud.port, request))).toBe("");
		expect(codeOf(await send(cloud.port, request))).toBe("SignatureNonceUsed");
	});
});

test("a wrong signature does not use up a nonce", async () => {
	const request = signAlibaba(`127.0.0.1:${cloud.port}`, "DescribeVpcs", {});
	expect(
		codeOf(
			await send(cloud.port, path(/Signature=[^&]*$/, "Signature=x")(request)),
		),
	).toBe("SignatureDoesNotMatch");
	expect(codeOf(await send(cloud.port, request))).toBe("");
});

test("an error says where it happened and what to do", async () => {
	const host = `127.0.0.1:${cloud.port}`;
	const { body } = await send(
		cloud.port,
		signAlibaba(host, "FlyToTheMoon", {}),
	);
	expect(JSON.parse(body)).toEqual({
		RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		HostId: host,
		Code: "InvalidAction.NotFound",
		Message: expect.any(String),
		Recommend: expect.stringContaining("InvalidAction.NotFound"),
	});
});

test.each<[string, Change, string]>([
	["no nonce", path(/&SignatureNonce=[^&]*/, ""), "MissingSignatureNonce"],
	["no signature", path(/&Signature=[^&]*$/, ""), "MissingSignature"],
	["another version", path(/2016-04-28/, "2014-01-01"), "InvalidVersion"],
	["another algorithm", path(/HMAC-SHA1/, "HMAC-MD5"), "IncompleteSignature"],
	[
		"a date that is none",
		path(/Timestamp=[^&]*/, "Timestamp=today"),
		"IllegalTimestamp",
	],
	[
		"a parameter more than were signed",
		path(/$/, "&VpcId=vpc-1"),
		"SignatureDoesNotMatch",
	],
])("in a query: %s", async (_name, change, code) => {
	const request = change(
		signAlibaba(`127.0.0.1:${cloud.port}`, "DescribeVpcs", {}),
	);
	expect(codeOf(await send(cloud.port, request))).toBe(code);
});

test.each<[string, Change, string]>([
	[
		"an authorization of another kind",
		header("Authorization", "Basic abc"),
		"IncompleteSignature",
	],
	[
		"a body that was not signed",
		(request) => ({ ...request, body: "x=y" }),
		"SignatureDoesNotMatch",
	],
	[
		"another action than was signed",
		header("x-acs-action", "DescribeHaVips"),
		"SignatureDoesNotMatch",
	],
	["no date", header("x-acs-date", ""), "MissingTimestamp"],
])("in headers: %s", async (_name, change, code) => {
	const request = change(
		signAlibabaHeaders(`127.0.0.1:${cloud.port}`, "DescribeVpcs", {}),
	);
	expect(codeOf(await send(cloud.port, request))).toBe(code);
});

test("in headers: the host may be signed without its port", async () => {
	const request = signAlibabaHeaders(
		`127.0.0.1:${cloud.port}`,
		"DescribeVpcs",
		{},
		{ host: "127.0.0.1" },
	);
	expect(codeOf(await send(cloud.port, request))).toBe("");
});
