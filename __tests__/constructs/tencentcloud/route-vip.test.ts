import { describe, expect, it } from "vitest";
import {
	TencentNetwork,
	TencentRouteVip,
} from "../../../constructs/tencentcloud";
import { Vip } from "../../../design/vip";
import { Vrrp } from "../../../design/vrrp";
import {
	type Block,
	network,
	pair,
	REGION,
	resource,
	resources,
	routePair,
	synthesize,
	testStack,
	userDataTexts,
} from "./support";

const synthesizeRouteVip = (props: Parameters<typeof routePair>[1] = {}) =>
	synthesize((scope) => {
		new TencentRouteVip(scope, "Vip", { pair: routePair(scope, props) });
	});

const vipRoutes = (...args: Parameters<typeof synthesizeRouteVip>): Block[] =>
	resources(synthesizeRouteVip(...args), "route_table_entry").filter(
		({ next_type }) => next_type === "NORMAL_CVM",
	);

describe("TencentRouteVip", () => {
	it("leads to the first node and leaves the next hop to the nodes", () => {
		expect(vipRoutes()).toEqual([
			{
				route_table_id: expect.stringMatching(
					/^\$\{tencentcloud_route_table\..*PrivateRoutes.*\.id\}$/,
				),
				destination_cidr_block: "10.255.34.200/32",
				next_type: "NORMAL_CVM",
				next_hub: "10.34.0.2",
				description: "route VIP of VI_1, moved by the nodes",
				depends_on: [
					expect.stringMatching(/^tencentcloud_instance\..*node-1/),
					expect.stringMatching(/^tencentcloud_instance\..*node-2/),
				],
				lifecycle: { ignore_changes: ["next_hub"] },
			},
		]);
	});

	it("has a route for every address of the pair", () => {
		const routes = vipRoutes({
			vips: ["10.255.34.200", "10.255.34.201"].map((address) =>
				Vip.route({ address }),
			),
		});
		expect(routes).toMatchObject([
			{ destination_cidr_block: "10.255.34.200/32", next_hub: "10.34.0.2" },
			{ destination_cidr_block: "10.255.34.201/32", next_hub: "10.34.0.2" },
		]);
	});

	it("leads to the node that each virtual router prefers", () => {
		const routes = vipRoutes({
			vips: ["10.255.34.200", "10.255.34.201"].map((address) =>
				Vip.route({ address }),
			),
			vrrp: Vrrp.dual([51, 52]),
		});
		expect(routes).toMatchObject([
			{ destination_cidr_block: "10.255.34.200/32", next_hub: "10.34.0.2" },
			{ destination_cidr_block: "10.255.34.201/32", next_hub: "10.34.0.3" },
		]);
	});

	it("says its addresses", () => {
		const stack = testStack();
		const vip = new TencentRouteVip(stack, "Vip", { pair: routePair(stack) });
		expect(vip).toMatchObject({
			address: "10.255.34.200",
			addresses: ["10.255.34.200"],
		});
	});

	it("refuses a pair without a route VIP", () => {
		const stack = testStack();
		expect(
			() => new TencentRouteVip(stack, "Vip", { pair: pair(stack) }),
		).toThrow("stack/Vip.pair: has no route VIP; give the pair a Vip.route");
	});

	it("serves clients of the public subnet when asked to", () => {
		const tableOf = (clientsInPublicSubnet: boolean) =>
			resources(
				synthesize((scope) => network(scope, { clientsInPublicSubnet })),
				"subnet",
			).map(({ route_table_id }) => route_table_id !== undefined);
		expect(tableOf(false)).toEqual([true, false]);
		expect(tableOf(true)).toEqual([true, true]);
	});
});

describe("TencentHaPair with route VIPs", () => {
	it("gives the nodes a role and tells them what it is for", () => {
		const synthesized = synthesize((scope) => routePair(scope));
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({
				cam_role_name: "halab-nexthop",
				depends_on: expect.arrayContaining([
					expect.stringMatching(
						/^tencentcloud_cam_role_policy_attachment\..*Attachment/,
					),
				]),
			});
		}
		for (const userData of userDataTexts(synthesized)) {
			expect(userData).toMatch(
				/"vpcId":"\$\{tencentcloud_vpc\.[\w-]+\.id\}","routeTableId":"\$\{tencentcloud_route_table\.[\w-]+\.id\}","roleName":"halab-nexthop"/,
			);
			expect(userData).toContain('"cidr":"10.255.34.200/32"');
			expect(userData).not.toContain("TfToken");
		}
	});

	it("has no role without a route to move", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resources(synthesized, "cam_role")).toEqual([]);
		for (const block of resources(synthesized, "instance")) {
			expect(block).not.toHaveProperty("cam_role_name");
		}
	});

	it("lives in an existing network that says its route table", () => {
		const subnet = { subnetId: "subnet-1", zone: `${REGION}-3` };
		const existing = {
			region: REGION,
			vpcId: "vpc-1",
			vpcCidr: "10.34.0.0/16",
			publicSubnet: { ...subnet, cidr: "10.34.51.0/24" },
			privateSubnet: { ...subnet, cidr: "10.34.0.0/20" },
		};
		const synthesized = synthesize((scope) => {
			new TencentRouteVip(scope, "Vip", {
				pair: routePair(scope, {
					network: TencentNetwork.fromIds(scope, "Existing", {
						...existing,
						routeTableId: "rtb-1",
					}),
				}),
			});
		});
		expect(resource(synthesized, "route_table_entry")).toMatchObject({
			route_table_id: "rtb-1",
		});
		const stack = testStack();
		expect(() =>
			routePair(stack, {
				network: TencentNetwork.fromIds(stack, "Existing", existing),
			}),
		).toThrow("stack/Pair.network: does not say its routeTableId");
	});

	it("refuses an address of the VPC", () => {
		expect(() =>
			routePair(testStack(), { vips: [Vip.route({ address: "10.34.99.9" })] }),
		).toThrow(
			"vips[0].address: 10.34.99.9 lies in the VPC 10.34.0.0/16, and Tencent Cloud routes no address of the VPC itself (VpcCidrConflict)",
		);
	});
});
