import { describe, expect, it } from "vitest";
import {
	type AlicloudHaPairProps,
	AlicloudNetwork,
	AlicloudRouteVip,
} from "../../../constructs/alicloud";
import { Vip } from "../../../design/vip";
import { Vrrp } from "../../../design/vrrp";
import {
	pair,
	REGION,
	resource,
	resources,
	routePair,
	synthesize,
	testStack,
	userDataTexts,
} from "./support";

const VIPS = ["10.255.34.200", "10.255.34.201"].map((address) =>
	Vip.route({ address }),
);

const synthesizeRouteVip = (props: Partial<AlicloudHaPairProps> = {}) =>
	synthesize((scope) => {
		new AlicloudRouteVip(scope, "Vip", { pair: routePair(scope, props) });
	});

describe("AlicloudRouteVip", () => {
	it("leads to the first node and leaves the next hop to the nodes", () => {
		expect(resource(synthesizeRouteVip(), "vpc_route_entry")).toEqual({
			route_table_id: expect.stringMatching(
				/^\$\{alicloud_vpc\.[\w-]+\.route_table_id\}$/,
			),
			destination_cidr_block: "10.255.34.200/32",
			nexthop_type: "Instance",
			nexthop_id: expect.stringMatching(
				/^\$\{alicloud_instance\..*node-1.*\.id\}$/,
			),
			route_entry_name: "halab-VI_1",
			description: "route VIP of VI_1, moved by the nodes",
			depends_on: [
				expect.stringMatching(/^alicloud_instance\..*node-1/),
				expect.stringMatching(/^alicloud_instance\..*node-2/),
			],
			lifecycle: { ignore_changes: ["nexthop_id", "next_hops"] },
		});
	});

	it("creates one route after the other", () => {
		const routes = resources(
			synthesizeRouteVip({ vips: VIPS }),
			"vpc_route_entry",
		);
		expect(routes).toMatchObject([
			{ destination_cidr_block: "10.255.34.200/32" },
			{
				destination_cidr_block: "10.255.34.201/32",
				depends_on: expect.arrayContaining([
					expect.stringMatching(/^alicloud_vpc_route_entry\..*34-200/),
				]),
			},
		]);
	});

	it("leads to the node that each virtual router prefers", () => {
		const routes = resources(
			synthesizeRouteVip({ vips: VIPS, vrrp: Vrrp.dual([51, 52]) }),
			"vpc_route_entry",
		);
		expect(routes).toMatchObject([
			{ nexthop_id: expect.stringContaining("node-1") },
			{ nexthop_id: expect.stringContaining("node-2") },
		]);
	});

	it("says its addresses", () => {
		const stack = testStack();
		const vip = new AlicloudRouteVip(stack, "Vip", {
			pair: routePair(stack, { vips: VIPS }),
		});
		expect(vip).toMatchObject({
			address: "10.255.34.200",
			addresses: ["10.255.34.200", "10.255.34.201"],
		});
	});

	it("refuses a pair without a route VIP", () => {
		const stack = testStack();
		expect(
			() => new AlicloudRouteVip(stack, "Vip", { pair: pair(stack) }),
		).toThrow("stack/Vip.pair: has no route VIP; give the pair a Vip.route");
	});
});

describe("AlicloudHaPair with route VIPs", () => {
	it("gives the nodes a role and tells them what it is for", () => {
		const synthesized = synthesize((scope) => routePair(scope));
		expect(resources(synthesized, "ecs_ram_role_attachment")).toEqual(
			[1, 2].map((number) => ({
				instance_id: expect.stringMatching(
					new RegExp(`^\\$\\{alicloud_instance\\..*node-${number}.*\\.id\\}$`),
				),
				ram_role_name: "halab-nexthop",
			})),
		);
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({
				http_tokens: "required",
				depends_on: expect.arrayContaining([
					expect.stringMatching(/^alicloud_ram_role_policy_attachment\./),
				]),
			});
		}
		for (const userData of userDataTexts(synthesized)) {
			expect(userData).toMatch(
				/"vpcId":"\$\{alicloud_vpc\.[\w-]+\.id\}","routeTableId":"\$\{alicloud_vpc\.[\w-]+\.route_table_id\}","roleName":"halab-nexthop"/,
			);
			expect(userData).not.toContain("TfToken");
		}
	});

	it("has no role without a route to move", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resources(synthesized, "ram_role")).toEqual([]);
		expect(resources(synthesized, "ecs_ram_role_attachment")).toEqual([]);
	});

	it("lives in an existing network that says its route table", () => {
		const subnet = { subnetId: "vsw-1", zone: `${REGION}-k` };
		const existing = {
			region: REGION,
			vpcId: "vpc-1",
			vpcCidr: "10.34.0.0/16",
			publicSubnet: { ...subnet, cidr: "10.34.51.0/24" },
			privateSubnet: { ...subnet, cidr: "10.34.0.0/20" },
		};
		const synthesized = synthesize((scope) => {
			new AlicloudRouteVip(scope, "Vip", {
				pair: routePair(scope, {
					network: AlicloudNetwork.fromIds(scope, "Existing", {
						...existing,
						routeTableId: "vtb-1",
					}),
				}),
			});
		});
		expect(resource(synthesized, "vpc_route_entry")).toMatchObject({
			route_table_id: "vtb-1",
		});
		const stack = testStack();
		expect(() =>
			routePair(stack, {
				network: AlicloudNetwork.fromIds(stack, "Existing", existing),
			}),
		).toThrow("stack/Pair.network: does not say its routeTableId");
	});

	it.each([
		[
			"10.34.1.9",
			"vips[0].address: 10.34.1.9 lies in the subnet 10.34.0.0/20, and Alibaba Cloud routes no address of a subnet",
		],
		[
			"10.34.51.9",
			"stack/Pair.vips[0].address: 10.34.51.9 lies in the vSwitch 10.34.51.0/24, and Alibaba Cloud routes no address of a vSwitch",
		],
	])("refuses the address %s", (address, message) => {
		expect(() =>
			routePair(testStack(), { vips: [Vip.route({ address })] }),
		).toThrow(message);
	});

	it("takes an address of the VPC outside every vSwitch", () => {
		expect(() =>
			routePair(testStack(), { vips: [Vip.route({ address: "10.34.99.9" })] }),
		).not.toThrow();
	});
});
