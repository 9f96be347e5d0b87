import { describe, expect, it } from "vitest";
import {
	AlicloudNetwork,
	AlicloudNexthopRole,
	type AlicloudNexthopRoleProps,
} from "../../../constructs/alicloud";
import {
	network,
	pair,
	REGION,
	resource,
	resources,
	routePair,
	synthesize,
	testStack,
} from "./support";

const synthesizeRole = (props: Partial<AlicloudNexthopRoleProps> = {}) =>
	synthesize((scope) => {
		new AlicloudNexthopRole(scope, "Role", {
			name: "halab",
			network: network(scope),
			...props,
		});
	});

const documentOf = (
	block: Readonly<Record<string, unknown>>,
	key: string,
): unknown => JSON.parse(String(block[key]));

describe("AlicloudNexthopRole", () => {
	it("can be taken on by machines only", () => {
		const role = resource(synthesizeRole(), "ram_role");
		expect(role).toMatchObject({ role_name: "halab-nexthop" });
		expect(documentOf(role, "assume_role_policy_document")).toEqual({
			Version: "1",
			Statement: [
				{
					Effect: "Allow",
					Action: "sts:AssumeRole",
					Principal: { Service: ["ecs.aliyuncs.com"] },
				},
			],
		});
	});

	it("may look at and modify the entries of one route table, and create and delete nothing", () => {
		const policy = resource(synthesizeRole(), "ram_policy");
		expect(documentOf(policy, "policy_document")).toEqual({
			Version: "1",
			Statement: [
				{
					Effect: "Allow",
					Action: ["vpc:DescribeRouteEntryList", "vpc:ModifyRouteEntry"],
					Resource: [
						expect.stringMatching(
							new RegExp(
								`^acs:vpc:${REGION}:\\*:routetable/\\$\\{alicloud_vpc\\.[\\w-]+\\.route_table_id\\}$`,
							),
						),
					],
				},
			],
		});
	});

	it("may change every route table when asked to", () => {
		const policy = resource(
			synthesizeRole({ allRouteTables: true }),
			"ram_policy",
		);
		expect(documentOf(policy, "policy_document")).toMatchObject({
			Statement: [{ Resource: [`acs:vpc:${REGION}:*:routetable/*`] }],
		});
	});

	it("has its policy", () => {
		expect(
			resource(synthesizeRole(), "ram_role_policy_attachment"),
		).toMatchObject({
			role_name: expect.stringMatching(/^\$\{alicloud_ram_role\./),
			policy_name: expect.stringMatching(/^\$\{alicloud_ram_policy\./),
			policy_type: "Custom",
		});
	});

	it("tags the role and the policy", () => {
		const tags = { owner: "ada" };
		const synthesized = synthesizeRole({ tags });
		expect(resource(synthesized, "ram_role")).toMatchObject({ tags });
		expect(resource(synthesized, "ram_policy")).toMatchObject({ tags });
	});

	it("may exist already", () => {
		const synthesized = synthesize((scope) =>
			routePair(scope, {
				nexthopRole: AlicloudNexthopRole.fromName(scope, "Role", "mine"),
			}),
		);
		expect(resources(synthesized, "ram_role")).toEqual([]);
		expect(resources(synthesized, "ecs_ram_role_attachment")).toMatchObject([
			{ ram_role_name: "mine" },
			{ ram_role_name: "mine" },
		]);
	});

	it("is refused where there is no route to move", () => {
		const stack = testStack();
		expect(() =>
			pair(stack, {
				nexthopRole: AlicloudNexthopRole.fromName(stack, "Role", "mine"),
			}),
		).toThrow(
			"stack/Pair.nexthopRole: is given, but no address of the pair is a Vip.route",
		);
	});

	it("refuses a network that does not say its route table", () => {
		const stack = testStack();
		const subnet = { subnetId: "vsw-1", zone: `${REGION}-k` };
		expect(
			() =>
				new AlicloudNexthopRole(stack, "Role", {
					name: "halab",
					network: AlicloudNetwork.fromIds(stack, "Network", {
						region: REGION,
						vpcId: "vpc-1",
						vpcCidr: "10.34.0.0/16",
						publicSubnet: { ...subnet, cidr: "10.34.51.0/24" },
						privateSubnet: { ...subnet, cidr: "10.34.0.0/20" },
					}),
				}),
		).toThrow("stack/Role.network: does not say its routeTableId");
	});

	it.each([
		[
			{ name: "x".repeat(57) },
			"has 65 characters; Alibaba Cloud takes 2 to 64",
		],
		[
			{ name: "ha_lab" },
			'stack/Role.name: "ha_lab-nexthop" is not allowed; a policy\'s name has letters, digits and "-" only',
		],
	])("refuses %j", (props, message) => {
		const stack = testStack();
		expect(
			() =>
				new AlicloudNexthopRole(stack, "Role", {
					network: network(stack),
					...props,
				}),
		).toThrow(message);
	});
});
