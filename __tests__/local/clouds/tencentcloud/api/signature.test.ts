import { afterEach, beforeEach, expect, test } from "vitest";
import { codeOf, send } from "../../../api/send";
import {
	type SignedRequest,
	type Signing,
	signTencent,
} from "../../../api/sign";
import { startCloud, type TestCloud } from "../../../api/test-cloud";

let cloud: TestCloud;
beforeEach(async () => {
	cloud = await startCloud("tencentcloud");
});
afterEach(() => cloud.close());

const ask = async (
	signing: Signing = {},
	change: (request: SignedRequest) => SignedRequest = (request) => request,
): Promise<string> => {
	const received = await send(
		cloud.port,
		change(signTencent(`127.0.0.1:${cloud.port}`, "DescribeVpcs", {}, signing)),
	);
	// Errors have it too.
	expect(received.status).toBe(200);
	return codeOf(received);
};
const header = (name: string, value: string) => (request: SignedRequest) => ({
	...request,
	headers: { ...request.headers, [name]: value },
});
const without = (name: string) => (request: SignedRequest) => ({
	...request,
	headers: Object.fromEntries(
		Object.entries(request.headers).filter(([each]) => each !== name),
	),
});

test("the host may be signed with its port, as our helper does, or without, as the SDKs do", async () => {
	expect(await ask({ host: "127.0.0.1" })).toBe("");
	// The SDK's signer leaves the port out, so the port is put where it keeps it.
	const { createHash, createHmac } = await import("node:crypto");
	const host = `127.0.0.1:${cloud.port}`;
	const request = signTencent(host, "DescribeVpcs", {});
	const timestamp = request.headers["X-TC-Timestamp"] ?? "";
	const day = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
	const hash = (text: string) =>
		createHash("sha256").update(text).digest("hex");
	const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${hash("{}")}`;
	let key: string | Buffer = "TC3secret/+ of anything";
	for (const part of [
		day,
		"vpc",
		"tc3_request",
		`TC3-HMAC-SHA256\n${timestamp}\n${day}/vpc/tc3_request\n${hash(canonical)}`,
	]) {
		key = createHmac("sha256", key).update(part).digest();
	}
	const signature = Buffer.from(key).toString("hex");
	const authorization = (request.headers["Authorization"] ?? "").replace(
		/Signature=.*/,
		`Signature=${signature}`,
	);
	expect(
		codeOf(
			await send(cloud.port, header("Authorization", authorization)(request)),
		),
	).toBe("");
});

test.each<
	[
		string,
		Signing,
		((request: SignedRequest) => SignedRequest) | undefined,
		string,
	]
>([
	["four minutes late", { at: Date.now() - 240_000 }, undefined, ""],
	[
		"six minutes late",
		{ at: Date.now() - 360_000 },
		undefined,
		"AuthFailure.SignatureExpire",
	],
	[
		"six minutes early",
		{ at: Date.now() + 360_000 },
		undefined,
		"AuthFailure.SignatureExpire",
	],
	[
		"a timestamp that is none",
		{},
		header("X-TC-Timestamp", "now"),
		"AuthFailure.SignatureExpire",
	],
	[
		"another timestamp than the signed one",
		{},
		(request) =>
			header(
				"X-TC-Timestamp",
				`${Number(request.headers["X-TC-Timestamp"]) - 1}`,
			)(request),
		"AuthFailure.SignatureFailure",
	],
	[
		"another body than the signed one",
		{},
		(request) => ({ ...request, body: '{"Limit":"1"}' }),
		"AuthFailure.SignatureFailure",
	],
	[
		"another host than the signed one",
		{ host: "vpc.tencentcloudapi.com" },
		undefined,
		"AuthFailure.SignatureFailure",
	],
	[
		"another day in the scope",
		{},
		(request) =>
			header(
				"Authorization",
				(request.headers["Authorization"] ?? "").replace(
					/\d{4}-\d\d-\d\d/,
					"2020-01-01",
				),
			)(request),
		"AuthFailure.SignatureFailure",
	],
	[
		"another service in the scope",
		{},
		(request) =>
			header(
				"Authorization",
				(request.headers["Authorization"] ?? "").replace("/vpc/", "/cvm/"),
			)(request),
		"AuthFailure.SignatureFailure",
	],
	[
		"an authorization of another kind",
		{},
		header("Authorization", "Basic abc"),
		"AuthFailure.InvalidAuthorization",
	],
	[
		"half an authorization",
		{},
		header("Authorization", "TC3-HMAC-SHA256 Credential=a/b"),
		"AuthFailure.InvalidAuthorization",
	],
	["no authorization", {}, without("Authorization"), "MissingParameter"],
	["no action", {}, without("X-TC-Action"), "MissingParameter"],
	["no region", {}, without("X-TC-Region"), "MissingParameter"],
	["another region", { region: "region-2" }, undefined, "UnsupportedRegion"],
	[
		"another version",
		{},
		header("X-TC-Version", "2018-01-01"),
		"NoSuchVersion",
	],
	[
		"a body that is no JSON",
		{},
		(request) => ({ ...request, body: "{" }),
		"InvalidRequest",
	],
	[
		"another method",
		{},
		(request) => ({ ...request, method: "PUT" }),
		"UnsupportedProtocol",
	],
	[
		"a token for a key that has none",
		{ token: "x" },
		undefined,
		"AuthFailure.SecretIdNotFound",
	],
])("%s", async (_name, signing, change, code) => {
	expect(await ask(signing, change)).toBe(code);
});

test("a role's keys are good with their token, until they end", async () => {
	const role = cloud.roleKey(1);
	// The role may not describe VPCs, so the key was believed.
	expect(await ask(role)).toBe("AuthFailure.UnauthorizedOperation");
	const { token: _, ...without } = role;
	expect(await ask(without)).toBe("AuthFailure.SecretIdNotFound");
	expect(await ask({ ...role, token: "x" })).toBe(
		"AuthFailure.SecretIdNotFound",
	);
	const day = 24 * 3_600_000;
	expect(await ask(cloud.roleKey(1, Date.now() - day))).toBe(
		"AuthFailure.TokenFailure",
	);
});
