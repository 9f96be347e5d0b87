import { describe, expect, it } from "vitest";
import {
	AlicloudHavip,
	type AlicloudHavipProps,
} from "../../../constructs/alicloud";
import {
	pair,
	resource,
	resources,
	routePair,
	synthesize,
	testStack,
} from "./support";

const synthesizeHavip = (props: Partial<AlicloudHavipProps> = {}) =>
	synthesize((scope) => {
		new AlicloudHavip(scope, "Vip", { pair: pair(scope), ...props });
	});

describe("AlicloudHavip", () => {
	it("is an address of the pair's vSwitch", () => {
		const tags = { owner: "ada" };
		expect(resource(synthesizeHavip({ tags }), "vpc_ha_vip")).toEqual({
			ha_vip_name: "halab-vip",
			ip_address: "10.34.0.200",
			vswitch_id: expect.stringContaining("PrivateSubnet"),
			tags,
		});
	});

	it("attaches each node once, one after the other, and follows a replaced one", () => {
		expect(resources(synthesizeHavip(), "havip_attachment")).toEqual([
			{
				ha_vip_id: expect.stringMatching(/^\$\{alicloud_vpc_ha_vip\..*\.id\}$/),
				instance_type: "EcsInstance",
				instance_id: expect.stringMatching(
					/^\$\{alicloud_instance\..*node-1.*\.id\}$/,
				),
			},
			{
				ha_vip_id: expect.stringMatching(/^\$\{alicloud_vpc_ha_vip\..*\.id\}$/),
				instance_type: "EcsInstance",
				instance_id: expect.stringMatching(
					/^\$\{alicloud_instance\..*node-2.*\.id\}$/,
				),
				depends_on: [
					expect.stringMatching(/^alicloud_havip_attachment\..*node-1/),
				],
			},
		]);
	});

	it("binds the EIP as one of a HAVIP, when the nodes are attached", () => {
		expect(resources(synthesizeHavip(), "eip_association")).toContainEqual({
			allocation_id: expect.stringMatching(
				/^\$\{alicloud_eip_address\..*Vip.*\.id\}$/,
			),
			instance_id: expect.stringMatching(/^\$\{alicloud_vpc_ha_vip\..*\.id\}$/),
			instance_type: "HaVip",
			depends_on: [
				expect.stringMatching(/^alicloud_havip_attachment\..*node-2/),
			],
		});
	});

	it("has no EIP when it is not public", () => {
		const synthesized = synthesizeHavip({ isPublic: false });
		expect(resources(synthesized, "eip_association")).toMatchObject([
			{ instance_type: "Nat" },
		]);
		const stack = testStack();
		expect(
			new AlicloudHavip(stack, "Vip", { pair: pair(stack), isPublic: false })
				.publicAddress,
		).toBeUndefined();
	});

	it("refuses a pair of route VIPs", () => {
		const stack = testStack();
		expect(
			() => new AlicloudHavip(stack, "Vip", { pair: routePair(stack) }),
		).toThrow("stack/Vip.pair: has no HAVIP; give the pair a Vip.havip");
	});

	it("refuses more nodes than a HAVIP takes", () => {
		const stack = testStack();
		const nodes = Array.from({ length: 11 }, (_, index) => ({
			address: `10.34.0.${index + 2}`,
		}));
		expect(
			() => new AlicloudHavip(stack, "Vip", { pair: pair(stack, { nodes }) }),
		).toThrow(
			"stack/Vip.pair: has 11 nodes; Alibaba Cloud attaches 10 to a HAVIP at most",
		);
	});

	it.each([
		[
			{ address: "10.34.0.201" },
			"stack/Vip.address: 10.34.0.201 is not an address of the pair, so that no node would announce it; allowed: 10.34.0.200",
		],
		[
			{ name: "x".repeat(129) },
			"has 129 characters; Alibaba Cloud takes 2 to 128",
		],
		[
			{ internetBandwidthMbps: 1000 },
			"stack/Vip.internetBandwidthMbps: 1000 is not allowed",
		],
		[{ tags: { "acs:x": "y" } }, 'stack/Vip.tags: the key "acs:x" begins with'],
	])("refuses %j", (props, message) => {
		const stack = testStack();
		expect(
			() => new AlicloudHavip(stack, "Vip", { pair: pair(stack), ...props }),
		).toThrow(message);
	});
});
