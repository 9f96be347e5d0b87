import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import RPCClient from "@alicloud/pop-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
	CIDR,
	KEY,
	READER,
	REGION,
	startCloud,
	type TestCloud,
} from "../test-cloud";
import { INSTALL_MILLISECONDS, installNodeSdks } from "./install";

interface Key {
	readonly id: string;
	readonly secret: string;
}

/** One action; resolves to the answer's body, as JSON. */
type Ask = (
	action: string,
	parameters: Readonly<Record<string, string>>,
	key?: Key,
) => Promise<Answer>;

interface Answer {
	readonly RequestId?: string;
	readonly NextToken?: string;
	readonly TotalCount?: number;
	readonly RouteEntryId?: string;
	readonly RouteEntrys?: {
		readonly RouteEntry: readonly {
			readonly RouteEntryId: string;
			readonly Status: string;
		}[];
	};
}

let cloud: TestCloud;

/** The older SDK: the signature is among the parameters. */
const popCore: Ask = (action, parameters, key = KEY) =>
	new RPCClient({
		endpoint: cloud.url,
		apiVersion: "2016-04-28",
		accessKeyId: key.id,
		accessKeySecret: key.secret,
	}).request<Answer>(action, { RegionId: REGION, ...parameters });

type Maker<T> = new (map: object) => T;

interface TypedClient {
	callApi(
		params: object,
		request: object,
		runtime: object,
	): Promise<{ readonly body: Answer }>;
	readonly [method: string]: (
		...given: object[]
	) => Promise<{ readonly body: unknown }>;
}

const lowerFirst = (name: string): string =>
	`${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** The newer SDK: ACS3 signatures, or with `v2` the older ones. */
const vpcSdk =
	(signatureAlgorithm?: "v2"): Ask =>
	async (action, parameters, key = KEY) => {
		const load = createRequire(join(__dirname, "package.json"));
		const sdk = load("@alicloud/vpc20160428") as {
			readonly default: Maker<TypedClient>;
		} & Readonly<Record<string, Maker<object>>>;
		const { $OpenApiUtil } = load("@alicloud/openapi-core") as {
			readonly $OpenApiUtil: Readonly<
				Record<"Config" | "OpenApiRequest" | "Params", Maker<object>>
			>;
		};
		const client = new sdk.default(
			new $OpenApiUtil.Config({
				accessKeyId: key.id,
				accessKeySecret: key.secret,
				endpoint: `127.0.0.1:${cloud.port}`,
				protocol: "http",
				regionId: REGION,
				...(signatureAlgorithm === undefined ? {} : { signatureAlgorithm }),
			}),
		);
		const all = { RegionId: REGION, ...parameters };
		const Request = sdk[`${action}Request`];
		const method = client[lowerFirst(action)]?.bind(client);
		if (Request !== undefined && method !== undefined) {
			const { body } = await method(
				new Request(
					Object.fromEntries(
						Object.entries(all).map(([name, value]) => [
							lowerFirst(name),
							value,
						]),
					),
				),
			);
			return (body as { toMap(): Answer }).toMap();
		}
		// An action that the SDK does not know either.
		const { body } = await client.callApi(
			new $OpenApiUtil.Params({
				action,
				version: "2016-04-28",
				protocol: "HTTP",
				pathname: "/",
				method: "POST",
				authType: "AK",
				style: "RPC",
				reqBodyType: "formData",
				bodyType: "json",
			}),
			new $OpenApiUtil.OpenApiRequest({ query: all }),
			{},
		);
		return body;
	};

let missing: string | undefined;
beforeAll(async () => {
	missing = await installNodeSdks();
}, INSTALL_MILLISECONDS);

describe.each<[string, Ask, boolean]>([
	["@alicloud/pop-core, RPC signature", popCore, false],
	["@alicloud/vpc20160428, ACS3 signature", vpcSdk(), true],
	["@alicloud/vpc20160428, RPC signature", vpcSdk("v2"), true],
])("%s", (_name, ask, installed) => {
	beforeEach(async (context) => {
		if (installed && missing !== undefined) {
			context.skip(missing);
		}
		cloud = await startCloud("alicloud", { settleMilliseconds: 100 });
		return () => cloud.close();
	});

	const routes = async () =>
		(
			await ask("DescribeRouteEntryList", {
				RouteTableId: cloud.routeTableId,
				DestinationCidrBlock: CIDR,
			})
		).RouteEntrys?.RouteEntry ?? [];

	const settled = async () => {
		for (;;) {
			const found = await routes();
			if (found.every(({ Status }) => Status === "Available")) {
				return found;
			}
			await sleep(20);
		}
	};

	test("describes VPCs and route tables", async () => {
		expect(await ask("DescribeVpcs", {})).toMatchObject({
			TotalCount: 1,
			Vpcs: {
				Vpc: [
					{
						VpcId: "vpc-1",
						CidrBlock: "10.34.0.0/16",
						VSwitchIds: { VSwitchId: ["subnet-1"] },
					},
				],
			},
		});
		expect(
			await ask("DescribeRouteTableList", { VpcId: "vpc-1" }),
		).toMatchObject({
			TotalCount: 1,
			RouterTableList: {
				RouterTableListType: [
					{ RouteTableId: cloud.routeTableId, RouteTableType: "System" },
				],
			},
		});
	});

	test("creates, modifies and deletes a route, each of which takes a while", async () => {
		const target = {
			RouteTableId: cloud.routeTableId,
			DestinationCidrBlock: CIDR,
		};
		const { RouteEntryId } = await ask("CreateRouteEntry", {
			...target,
			NextHopType: "Instance",
			NextHopId: "i-1",
		});
		expect(await routes()).toMatchObject([
			{ RouteEntryId, Status: "Creating" },
		]);
		expect(await settled()).toMatchObject([
			{
				NextHops: { NextHop: [{ NextHopType: "Instance", NextHopId: "i-1" }] },
			},
		]);

		await ask("ModifyRouteEntry", {
			...target,
			NewNextHopType: "Instance",
			NewNextHopId: "i-2",
		});
		expect(await routes()).toMatchObject([{ Status: "Modifying" }]);
		await expect(
			ask("ModifyRouteEntry", {
				...target,
				NewNextHopType: "Instance",
				NewNextHopId: "i-1",
			}),
		).rejects.toMatchObject({ code: "IncorrectRouteEntryStatus" });
		expect(await settled()).toMatchObject([
			{ NextHops: { NextHop: [{ NextHopId: "i-2" }] } },
		]);
		await expect(
			ask("ModifyRouteEntry", {
				...target,
				NewNextHopType: "Instance",
				NewNextHopId: "i-2",
			}),
		).rejects.toMatchObject({ code: "OperationDenied.NextHopNotChanged" });

		await ask("DeleteRouteEntry", {
			RouteEntryId: RouteEntryId ?? "",
			NextHopId: "i-2",
		});
		expect(await routes()).toMatchObject([{ Status: "Deleting" }]);
		await expect.poll(routes).toEqual([]);
		expect(cloud.failures).toEqual([]);
	});

	test("describes the master of a HAVIP", async () => {
		await cloud.service.execute({
			type: "create-havip",
			id: "havip-1",
			name: "vip",
			subnetId: "subnet-1",
			address: "10.34.0.200",
		});
		await cloud.service.execute({
			type: "attach-havip",
			haVipId: "havip-1",
			instanceId: "i-1",
		});
		await cloud.service.execute({
			type: "announce-havip",
			address: "10.34.0.200",
			mac: "02:00:0a:22:00:02",
		});
		expect(await ask("DescribeHaVips", {})).toMatchObject({
			HaVips: {
				HaVip: [
					{
						HaVipId: "havip-1",
						IpAddress: "10.34.0.200",
						MasterInstanceId: "i-1",
						Status: "InUse",
						AssociatedInstances: { associatedInstance: ["i-1"] },
					},
				],
			},
		});
	});

	test("pages through routes", async () => {
		for (let number = 0; number < 25; number++) {
			await cloud.route("i-1", `10.200.${number}.0/24`);
		}
		const found: string[] = [];
		const page: { NextToken?: string } = {};
		do {
			const answer = await ask("DescribeRouteEntryList", {
				RouteTableId: cloud.routeTableId,
				MaxResult: "10",
				...page,
			});
			found.push(
				...(answer.RouteEntrys?.RouteEntry ?? []).map(
					(route) => route.RouteEntryId,
				),
			);
			expect(answer.TotalCount).toBe(25);
			page.NextToken = answer.NextToken ?? "";
		} while (page.NextToken !== "");
		expect(new Set(found).size).toBe(25);
	});

	test.each<[string, () => Promise<unknown>, string]>([
		[
			"a wrong secret",
			() => ask("DescribeVpcs", {}, { ...KEY, secret: "wrong" }),
			"SignatureDoesNotMatch",
		],
		[
			"an unknown key",
			() => ask("DescribeVpcs", {}, { ...KEY, id: "nobody" }),
			"InvalidAccessKeyId.NotFound",
		],
		[
			"a key that may not",
			() => ask("DeleteRouteEntry", { RouteEntryId: "x" }, READER),
			"Forbidden.RAM",
		],
		[
			"an unknown action",
			() => ask("FlyToTheMoon", {}),
			"InvalidAction.NotFound",
		],
		[
			"a missing parameter",
			() =>
				ask("CreateRouteEntry", {
					DestinationCidrBlock: CIDR,
					NextHopId: "i-1",
				}),
			"MissingRouteTableId",
		],
		[
			"a table that is not there",
			() => ask("DescribeRouteEntryList", { RouteTableId: "vtb-nowhere" }),
			"InvalidRouteTableId.NotFound",
		],
		[
			"another region",
			() => ask("DescribeVpcs", { RegionId: "region-2" }),
			"InvalidRegionId.NotFound",
		],
		[
			"too long a page",
			() =>
				ask("DescribeRouteEntryList", {
					RouteTableId: cloud.routeTableId,
					MaxResult: "101",
				}),
			"InvalidMaxResult",
		],
		[
			"an instance that is not there",
			() =>
				ask("CreateRouteEntry", {
					RouteTableId: cloud.routeTableId,
					DestinationCidrBlock: CIDR,
					NextHopId: "i-9",
				}),
			"InvalidInstanceId.NotFound",
		],
		[
			"a route that is not there",
			() =>
				ask("ModifyRouteEntry", {
					RouteTableId: cloud.routeTableId,
					DestinationCidrBlock: CIDR,
					NewNextHopId: "i-1",
				}),
			"InvalidRouteEntry.NotFound",
		],
		[
			"a second route",
			async () => {
				await cloud.route("i-1");
				return ask("CreateRouteEntry", {
					RouteTableId: cloud.routeTableId,
					DestinationCidrBlock: CIDR,
					NextHopId: "i-2",
				});
			},
			"RouterEntryConflict.Duplicated",
		],
	])("is told of %s", async (_what, request, code) => {
		await expect(request()).rejects.toMatchObject({ code });
	});

	test.each([
		["throttle", "Throttling.User"],
		["server-error", "InternalError"],
		["expired-credential", "InvalidSecurityToken.Expired"],
	] as const)("sees the fault %s as %s", async (kind, code) => {
		cloud.server.faults.add({ kind, action: "DescribeVpcs" });
		await expect(ask("DescribeVpcs", {})).rejects.toMatchObject({ code });
		cloud.server.faults.clear();
		expect(await ask("DescribeVpcs", {})).toMatchObject({ TotalCount: 1 });
	});
});
