import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { python } from "../../../userdata/nexthop/python";
import {
	CIDR,
	KEY,
	READER,
	REGION,
	startCloud,
	type TestCloud,
} from "../test-cloud";
import {
	INSTALL_MILLISECONDS,
	installPythonSdk,
	PYTHON_MODULES,
} from "./install";

interface Answer {
	readonly body?: {
		readonly RequestId: string;
		readonly NextToken?: string;
		readonly RouteId?: string;
		readonly RouteSet?: readonly { readonly RouteId: string }[];
	};
	readonly code?: string;
	readonly status?: number;
}

let cloud: TestCloud;
let sdk: ChildProcessWithoutNullStreams;
let answers: Interface;
let complaints: string;

/** @param action as the SDK's method, e.g. `describe_routes` */
async function ask(
	action: string,
	parameters: Readonly<Record<string, string | number>> = {},
	key: { readonly id: string; readonly secret: string } = KEY,
): Promise<Answer> {
	const answer = once(answers, "line");
	sdk.stdin.write(
		`${JSON.stringify({ action, parameters, key: key.id, secret: key.secret })}\n`,
	);
	const [line] = await Promise.race([
		answer,
		once(sdk, "close").then(() => {
			throw new Error(`the SDK's process ended: ${complaints}`);
		}),
	]);
	return JSON.parse(`${line}`) as Answer;
}

let missing: string | undefined;
beforeAll(async () => {
	missing = await installPythonSdk();
}, INSTALL_MILLISECONDS);

beforeEach(async (context) => {
	if (missing !== undefined) {
		context.skip(missing);
	}
	cloud = await startCloud("ksyun");
	complaints = "";
	sdk = spawn(python(), [join(__dirname, "ksyun.py"), cloud.url, REGION], {
		env: {
			...process.env,
			PYTHONPATH: PYTHON_MODULES,
			PYTHONDONTWRITEBYTECODE: "1",
		},
	});
	sdk.stderr.on("data", (text) => {
		complaints += text;
	});
	answers = createInterface(sdk.stdout);
	return async () => {
		const ended = once(sdk, "close");
		sdk.kill();
		await ended;
		await cloud.close();
	};
});

const ofVpc = { "Filter.1.Name": "vpc-id", "Filter.1.Value.1": "vpc-1" };

describe("ksc-sdk-python", () => {
	test("describes VPCs", async () => {
		expect(await ask("describe_vpcs")).toMatchObject({
			body: {
				RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
				VpcSet: [{ VpcId: "vpc-1", CidrBlock: "10.34.0.0/16" }],
			},
		});
	});

	test("creates, finds and deletes a route", async () => {
		const target = {
			VpcId: "vpc-1",
			RouteType: "Host",
			DestinationCidrBlock: CIDR,
		};
		const { body } = await ask("create_route", {
			...target,
			InstanceId: "i-1",
		});
		expect(cloud.hops()).toEqual(["i-1"]);
		const found = {
			...target,
			RouteId: body?.RouteId,
			NextHopSet: [{ GatewayId: "i-1", GatewayName: "node-1" }],
		};
		for (const filter of [
			ofVpc,
			{ "RouteId.1": body?.RouteId ?? "" },
			{
				"Filter.1.Name": "destination-cidr-block",
				"Filter.1.Value.1": "1.2.3.4/32",
				"Filter.1.Value.2": CIDR,
			},
		]) {
			expect(
				(await ask("describe_routes", filter)).body?.RouteSet,
			).toMatchObject([found]);
		}
		expect(
			(
				await ask("describe_routes", {
					"Filter.1.Name": "route-type",
					"Filter.1.Value.1": "Vpn",
				})
			).body?.RouteSet,
		).toEqual([]);
		expect(
			await ask("delete_route", { RouteId: body?.RouteId ?? "" }),
		).toMatchObject({ body: { Return: true } });
		expect(cloud.hops()).toEqual([]);
		expect(cloud.failures).toEqual([]);
	});

	test("a route into the subnet is one, as in the tutorial", async () => {
		await ask("create_route", {
			VpcId: "vpc-1",
			RouteType: "Host",
			InstanceId: "i-1",
			DestinationCidrBlock: "10.34.0.200/32",
		});
		expect((await ask("describe_routes", ofVpc)).body?.RouteSet).toMatchObject([
			{ DestinationCidrBlock: "10.34.0.200/32" },
		]);
	});

	test("pages through routes", async () => {
		for (let number = 0; number < 12; number++) {
			await cloud.route("i-1", `10.200.${number}.0/24`);
		}
		const found: string[] = [];
		let token: string | undefined;
		do {
			const { body } = await ask("describe_routes", {
				MaxResults: 5,
				...(token === undefined ? {} : { NextToken: token }),
			});
			found.push(...(body?.RouteSet ?? []).map(({ RouteId }) => RouteId));
			token = body?.NextToken;
		} while (token !== undefined);
		expect(new Set(found).size).toBe(12);
	});

	test.each<[string, () => Promise<Answer>, string, number]>([
		[
			"a wrong secret",
			() => ask("describe_vpcs", {}, { ...KEY, secret: "wrong" }),
			"SignatureDoesNotMatch",
			403,
		],
		[
			"an unknown key",
			() => ask("describe_vpcs", {}, { ...KEY, id: "nobody" }),
			"InvalidClientTokenId",
			403,
		],
		[
			"a key that may not",
			() => ask("delete_route", { RouteId: "x" }, READER),
			"AccessDenied",
			403,
		],
		[
			"an action that is not there",
			() => ask("region_list"),
			"InvalidAction",
			400,
		],
		[
			"a missing parameter",
			() =>
				ask("create_route", {
					VpcId: "vpc-1",
					RouteType: "Host",
					InstanceId: "i-1",
				}),
			"MissingParameter",
			400,
		],
		[
			"a missing instance",
			() =>
				ask("create_route", {
					VpcId: "vpc-1",
					RouteType: "Host",
					DestinationCidrBlock: CIDR,
				}),
			"MissingParameter",
			400,
		],
		[
			"too short a page",
			() => ask("describe_routes", { MaxResults: 4 }),
			"InvalidParameterValue",
			400,
		],
		[
			"a route that is not there",
			() => ask("delete_route", { RouteId: "x" }),
			"RouteNotFound",
			404,
		],
		[
			"a second route",
			async () => {
				await cloud.route("i-1");
				return ask("create_route", {
					VpcId: "vpc-1",
					RouteType: "Host",
					InstanceId: "i-2",
					DestinationCidrBlock: CIDR,
				});
			},
			"RouteDuplicate",
			400,
		],
	])("is told of %s", async (_name, request, code, status) => {
		expect(await request()).toEqual({ code, status });
	});

	test("sees throttling as an error, after it has tried again by itself", async () => {
		cloud.server.faults.add({ kind: "throttle" });
		expect(await ask("describe_vpcs")).toEqual({
			code: "Throttling",
			status: 400,
		});
		expect(cloud.records.length).toBeGreaterThan(1);
		cloud.server.faults.clear();
		expect(await ask("describe_vpcs")).toHaveProperty("body");
	}, 60_000);

	test.each([
		["server-error", "InternalFailure", 500],
		["expired-credential", "SecurityTokenExpired", 403],
	] as const)("sees the fault %s as %s", async (kind, code, status) => {
		cloud.server.faults.add({ kind });
		expect(await ask("describe_vpcs")).toEqual({ code, status });
	});
});
