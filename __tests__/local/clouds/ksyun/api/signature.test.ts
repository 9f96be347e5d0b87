import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { codeOf, send } from "../../../api/send";
import {
	type SignedRequest,
	type Signing,
	signKingsoft,
} from "../../../api/sign";
import { startCloud, type TestCloud } from "../../../api/test-cloud";

let cloud: TestCloud;
beforeEach(async () => {
	cloud = await startCloud("ksyun");
});
afterEach(() => cloud.close());

type Change = (request: SignedRequest) => SignedRequest;
const header =
	(name: string, value: string): Change =>
	(request) => ({ ...request, headers: { ...request.headers, [name]: value } });

describe.each(["GET", "POST"] as const)("%s", (method) => {
	const ask = async (
		signing: Signing = {},
		change: Change = (request) => request,
	) => {
		const filters = {
			"Filter.1.Name": "vpc-id",
			"Filter.1.Value.1": "a b*c~d!e'f(g)+路由",
		};
		const request = signKingsoft(
			`127.0.0.1:${cloud.port}`,
			"DescribeRoutes",
			filters,
			{ ...signing, method },
		);
		const received = await send(cloud.port, change(request));
		return [codeOf(received), received.status];
	};

	test.each<[string, Signing, Change | undefined, string, number]>([
		[
			"a good signature, with characters that need care",
			{},
			undefined,
			"",
			200,
		],
		[
			"the host signed without its port",
			{ host: "127.0.0.1" },
			undefined,
			"",
			200,
		],
		[
			"another host",
			{ host: "vpc.api.ksyun.com" },
			undefined,
			"SignatureDoesNotMatch",
			403,
		],
		["14 minutes late", { at: Date.now() - 840_000 }, undefined, "", 200],
		[
			"16 minutes late",
			{ at: Date.now() - 960_000 },
			undefined,
			"RequestExpired",
			400,
		],
		[
			"16 minutes early",
			{ at: Date.now() + 960_000 },
			undefined,
			"RequestExpired",
			400,
		],
		[
			"a wrong secret",
			{ secret: "x" },
			undefined,
			"SignatureDoesNotMatch",
			403,
		],
		["an unknown key", { id: "x" }, undefined, "InvalidClientTokenId", 403],
		[
			"another region",
			{ region: "region-2" },
			undefined,
			"SignatureDoesNotMatch",
			403,
		],
		[
			"a date that is none",
			{},
			header("X-Amz-Date", "today"),
			"IncompleteSignature",
			400,
		],
		[
			"an authorization of another kind",
			{},
			header("Authorization", "Basic abc"),
			"IncompleteSignature",
			400,
		],
		[
			"a hash of another body",
			{},
			header("X-Amz-Content-Sha256", "0".repeat(64)),
			"SignatureDoesNotMatch",
			403,
		],
		[
			"a parameter more than were signed",
			{},
			(request) => ({
				...request,
				path: `${request.path}${request.path.includes("?") ? "&" : "?"}MaxResults=5`,
			}),
			"SignatureDoesNotMatch",
			403,
		],
	])("%s", async (_name, signing, change, code, status) => {
		expect(await ask(signing, change)).toEqual([code, status]);
	});
});

test("more than nine values of a filter", async () => {
	const values = Array.from({ length: 11 }, (_, index) => [
		`Filter.1.Value.${index + 1}`,
		`${index}`,
	]);
	const request = signKingsoft(`127.0.0.1:${cloud.port}`, "DescribeRoutes", {
		"Filter.1.Name": "vpc-id",
		...Object.fromEntries(values),
	});
	expect(codeOf(await send(cloud.port, request))).toBe("");
});

test("no signature", async () => {
	const received = await send(cloud.port, {
		method: "GET",
		path: "/?Action=DescribeRoutes&Version=2016-03-04",
		headers: {},
		body: "",
	});
	expect([codeOf(received), received.status]).toEqual([
		"MissingAuthenticationToken",
		403,
	]);
});

test("an error has an id", async () => {
	const { body } = await send(
		cloud.port,
		signKingsoft(`127.0.0.1:${cloud.port}`, "FlyToTheMoon", {}),
	);
	expect(JSON.parse(body)).toEqual({
		RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		Error: {
			Code: "InvalidAction",
			Message: expect.stringContaining("FlyToTheMoon"),
		},
	});
});
