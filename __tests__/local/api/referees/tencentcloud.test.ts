import { Agent } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
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

/** The part of the SDK that is used here; the SDK itself may not be installed when types are checked. */
interface Sdk {
	readonly vpc: {
		readonly v20170312: {
			readonly Client: new (
				config: object,
			) => Record<
				| "DescribeVpcs"
				| "DescribeRouteTables"
				| "CreateRoutes"
				| "ReplaceRoutes"
				| "DeleteRoutes"
				| "EnableRoutes"
				| "DisableRoutes"
				| "DescribeHaVips",
				(request: object) => Promise<Answer>
			> & { request(action: string, request: object): Promise<Answer> };
		};
	};
}
type Client = InstanceType<Sdk["vpc"]["v20170312"]["Client"]>;

interface Route {
	readonly RouteId: number;
	readonly RouteItemId: string;
	readonly GatewayType: string;
	readonly GatewayId: string;
	readonly DestinationCidrBlock: string;
	readonly Enabled: boolean;
}
interface Answer {
	readonly RequestId: string;
	readonly TotalCount: number;
	readonly VpcSet: readonly { readonly VpcId: string }[];
	readonly RouteTableSet: readonly {
		readonly RouteTableId: string;
		readonly Main: boolean;
		readonly RouteSet: readonly Route[];
	}[];
	readonly OldRouteSet: readonly Route[];
	readonly NewRouteSet: readonly Route[];
	readonly HaVipSet: readonly object[];
}

let missing: string | undefined;
let cloud: TestCloud;
let client: Client;

function clientOf(
	key: { id: string; secret: string; token?: string },
	more: object = {},
): Client {
	const sdk = createRequire(join(__dirname, "package.json"))(
		"tencentcloud-sdk-nodejs",
	) as Sdk;
	return new sdk.vpc.v20170312.Client({
		credential: {
			secretId: key.id,
			secretKey: key.secret,
			...(key.token === undefined ? {} : { token: key.token }),
		},
		region: REGION,
		profile: {
			httpProfile: {
				protocol: "http://",
				endpoint: `vpc.tencentcloudapi.com:${cloud.port}`,
				// The name as it is, but the address of this machine.
				agent: new Agent({
					lookup: (_name, options, done) =>
						options.all
							? done(null, [{ address: "127.0.0.1", family: 4 }])
							: done(null, "127.0.0.1", 4),
				}),
				...more,
			},
		},
	});
}

beforeAll(async () => {
	missing = await installNodeSdks();
}, INSTALL_MILLISECONDS);

beforeEach(async (context) => {
	if (missing !== undefined) {
		context.skip(missing);
	}
	cloud = await startCloud("tencentcloud");
	client = clientOf(KEY);
	return () => cloud.close();
});

const byVpc = (more: object = {}) => ({
	Filters: [
		{ Name: "vpc-id", Values: ["vpc-1"] },
		{ Name: "association.main", Values: ["true"] },
	],
	...more,
});

const routes = async (): Promise<readonly Route[]> =>
	(await client.DescribeRouteTables(byVpc())).RouteTableSet[0]?.RouteSet ?? [];

describe("tencentcloud-sdk-nodejs", () => {
	test("describes VPCs and route tables", async () => {
		const { VpcSet, TotalCount, RequestId } = await client.DescribeVpcs({});
		expect(VpcSet).toMatchObject([
			{ VpcId: "vpc-1", CidrBlock: "10.34.0.0/16", EnableMulticast: false },
		]);
		expect(TotalCount).toBe(1);
		expect(RequestId).toMatch(/^[0-9a-f-]{36}$/);
		const { RouteTableSet } = await client.DescribeRouteTables({
			RouteTableIds: [cloud.routeTableId],
		});
		expect(RouteTableSet).toMatchObject([
			{
				RouteTableId: cloud.routeTableId,
				VpcId: "vpc-1",
				Main: true,
				RouteSet: [],
			},
		]);
	});

	test("creates, replaces and deletes a route", async () => {
		const RouteTableId = cloud.routeTableId;
		const wanted = (GatewayId: string) => ({
			DestinationCidrBlock: CIDR,
			GatewayType: "NORMAL_CVM",
			GatewayId,
		});
		const created = await client.CreateRoutes({
			RouteTableId,
			Routes: [wanted("10.34.0.2")],
		});
		expect(created.TotalCount).toBe(1);
		const [route] = await routes();
		expect(route).toMatchObject({
			...wanted("10.34.0.2"),
			RouteType: "USER",
			Enabled: true,
		});
		expect(cloud.hops()).toEqual(["i-1"]);

		const replaced = await client.ReplaceRoutes({
			RouteTableId,
			Routes: [{ ...wanted("10.34.0.3"), RouteId: route?.RouteId }],
		});
		expect(replaced.OldRouteSet).toMatchObject([wanted("10.34.0.2")]);
		expect(replaced.NewRouteSet).toMatchObject([wanted("10.34.0.3")]);
		await client.ReplaceRoutes({
			RouteTableId,
			Routes: [{ ...wanted("10.34.0.2"), RouteItemId: route?.RouteItemId }],
		});
		expect(cloud.hops()).toEqual(["i-1"]);

		await client.DeleteRoutes({
			RouteTableId,
			Routes: [{ RouteId: route?.RouteId }],
		});
		expect(await routes()).toEqual([]);
		expect(cloud.failures).toEqual([]);
	});

	test("disables and enables a route, by either of its ids", async () => {
		const RouteTableId = cloud.routeTableId;
		await cloud.route("i-1");
		const [route] = await routes();
		await client.DisableRoutes({ RouteTableId, RouteIds: [route?.RouteId] });
		expect(await routes()).toMatchObject([
			{ GatewayId: "10.34.0.2", Enabled: false },
		]);
		await client.EnableRoutes({
			RouteTableId,
			RouteItemIds: [route?.RouteItemId],
		});
		expect(await routes()).toEqual([route]);
		expect(cloud.failures).toEqual([]);
	});

	test("answers the creation of a route with that route alone", async () => {
		await cloud.route("i-2", "10.255.34.201/32");
		const { RouteTableSet } = await client.CreateRoutes({
			RouteTableId: cloud.routeTableId,
			Routes: [
				{
					DestinationCidrBlock: CIDR,
					GatewayType: "NORMAL_CVM",
					GatewayId: "10.34.0.2",
				},
			],
		});
		expect(await routes()).toHaveLength(2);
		expect(
			RouteTableSet?.flatMap(({ RouteSet }) =>
				RouteSet?.map(({ DestinationCidrBlock }) => DestinationCidrBlock),
			),
		).toEqual([CIDR]);
	});

	test("describes the owner of a HAVIP", async () => {
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
		const ask = {
			Filters: [{ Name: "vip", Values: ["10.34.0.200"] }],
			Offset: 0,
			Limit: 10,
		};
		expect((await client.DescribeHaVips(ask)).HaVipSet).toMatchObject([
			{
				HaVipId: "havip-1",
				State: "UNBIND",
				InstanceId: "",
				FlushedTime: "0000-00-00 00:00:00",
				HaVipAssociationSet: [{ InstanceId: "i-1", InstanceType: "CVM" }],
			},
		]);
		await cloud.service.execute({
			type: "announce-havip",
			address: "10.34.0.200",
			mac: "02:00:0a:22:00:02",
		});
		expect((await client.DescribeHaVips(ask)).HaVipSet).toMatchObject([
			{
				State: "AVAILABLE",
				InstanceId: "i-1",
				FlushedTime: expect.stringMatching(/^20\d\d-/),
			},
		]);
	});

	test("pages through route tables, with strings as the API has them", async () => {
		for (let number = 0; number < 24; number++) {
			await cloud.service.execute({
				type: "create-route-table",
				vpcId: "vpc-1",
				name: `table ${number}`,
			});
		}
		const found: string[] = [];
		for (;;) {
			const { RouteTableSet, TotalCount } = await client.DescribeRouteTables({
				Offset: `${found.length}`,
				Limit: "10",
			});
			found.push(...RouteTableSet.map(({ RouteTableId }) => RouteTableId));
			expect(TotalCount).toBe(25);
			if (found.length >= TotalCount) {
				break;
			}
		}
		expect(new Set(found).size).toBe(25);
		expect((await client.DescribeRouteTables({})).RouteTableSet).toHaveLength(
			20,
		);
	});

	test.each<[string, () => Promise<unknown>, string]>([
		[
			"a wrong secret",
			() => clientOf({ ...KEY, secret: "wrong" }).DescribeVpcs({}),
			"AuthFailure.SignatureFailure",
		],
		[
			"an unknown key",
			() => clientOf({ ...KEY, id: "AKIDNOBODY" }).DescribeVpcs({}),
			"AuthFailure.SecretIdNotFound",
		],
		[
			"a key that may not",
			() => clientOf(READER).DeleteRoutes({ RouteTableId: "x", Routes: [] }),
			"AuthFailure.UnauthorizedOperation",
		],
		[
			"an unknown action",
			() => client.request("FlyToTheMoon", {}),
			"InvalidAction",
		],
		[
			"a missing parameter",
			() => client.CreateRoutes({ Routes: [] }),
			"MissingParameter",
		],
		[
			"a missing inner parameter",
			() =>
				client.CreateRoutes({
					RouteTableId: cloud.routeTableId,
					Routes: [{ DestinationCidrBlock: CIDR }],
				}),
			"MissingParameter",
		],
		[
			"an unknown parameter",
			() => client.DescribeVpcs({ Colour: "red" }),
			"UnknownParameter",
		],
		[
			"a number where a string belongs",
			() => client.DescribeRouteTables({ Limit: 10 }),
			"InvalidParameter",
		],
		[
			"too long a page",
			() => client.DescribeRouteTables({ Limit: "101" }),
			"InvalidParameterValue",
		],
		[
			"an unknown filter",
			() =>
				client.DescribeRouteTables({ Filters: [{ Name: "x", Values: [] }] }),
			"InvalidParameter.FilterInvalidKey",
		],
		[
			"ids and filters",
			() => client.DescribeRouteTables(byVpc({ RouteTableIds: ["x"] })),
			"InvalidParameter.Coexist",
		],
		[
			"both kinds of ids of routes",
			() =>
				client.DisableRoutes({
					RouteTableId: cloud.routeTableId,
					RouteIds: [1],
					RouteItemIds: ["rti-1"],
				}),
			"InvalidParameter.Coexist",
		],
		[
			"no ids of routes",
			() => client.EnableRoutes({ RouteTableId: cloud.routeTableId }),
			"MissingParameter",
		],
		[
			"a table that is not there",
			() => client.DescribeRouteTables({ RouteTableIds: ["rtb-nowhere"] }),
			"ResourceNotFound",
		],
		[
			"a route into the VPC",
			() =>
				client.CreateRoutes({
					RouteTableId: cloud.routeTableId,
					Routes: [
						{
							DestinationCidrBlock: "10.34.0.200/32",
							GatewayType: "NORMAL_CVM",
							GatewayId: "10.34.0.2",
						},
					],
				}),
			"InvalidParameterValue.VpcCidrConflict",
		],
		[
			"a second route",
			async () => {
				await cloud.route("i-1");
				return client.CreateRoutes({
					RouteTableId: cloud.routeTableId,
					Routes: [
						{
							DestinationCidrBlock: CIDR,
							GatewayType: "NORMAL_CVM",
							GatewayId: "10.34.0.3",
						},
					],
				});
			},
			"InvalidParameterValue.Duplicate",
		],
		[
			"an instance that is not there",
			() =>
				client.CreateRoutes({
					RouteTableId: cloud.routeTableId,
					Routes: [
						{
							DestinationCidrBlock: CIDR,
							GatewayType: "NORMAL_CVM",
							GatewayId: "10.34.0.99",
						},
					],
				}),
			"ResourceNotFound",
		],
	])("is told of %s", async (_name, ask, code) => {
		await expect(ask()).rejects.toMatchObject({
			code,
			requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		});
	});

	test.each([
		["throttle", "RequestLimitExceeded"],
		["server-error", "InternalError"],
		["expired-credential", "AuthFailure.TokenFailure"],
	] as const)("sees the fault %s as %s", async (kind, code) => {
		cloud.server.faults.add({ kind, count: 1 });
		await expect(client.DescribeVpcs({})).rejects.toMatchObject({ code });
		await expect(client.DescribeVpcs({})).resolves.toMatchObject({
			TotalCount: 1,
		});
	});
});
