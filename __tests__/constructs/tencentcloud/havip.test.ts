import { describe, expect, it } from "vitest";
import {
	TencentHavip,
	type TencentHavipProps,
} from "../../../constructs/tencentcloud";
import {
	pair,
	resource,
	resources,
	routePair,
	synthesize,
	testStack,
} from "./support";

const synthesizeHavip = (props: Partial<TencentHavipProps> = {}) =>
	synthesize((scope) => {
		new TencentHavip(scope, "Vip", { pair: pair(scope), ...props });
	});

describe("TencentHavip", () => {
	it("lets only attached machines take the address", () => {
		expect(resource(synthesizeHavip(), "ha_vip")).toMatchObject({
			name: "halab-vip",
			vip: "10.34.0.200",
			check_associate: true,
			subnet_id: expect.stringContaining("PrivateSubnet"),
		});
	});

	it("attaches each node once, one after the other", () => {
		const attachments = resources(
			synthesizeHavip(),
			"ha_vip_instance_attachment",
		);
		expect(attachments).toMatchObject([
			{ instance_type: "CVM", instance_id: expect.stringContaining("node-1") },
			{ instance_type: "CVM", instance_id: expect.stringContaining("node-2") },
		]);
		expect(attachments.map(({ depends_on }) => depends_on)).toEqual([
			undefined,
			[
				expect.stringMatching(
					/^tencentcloud_ha_vip_instance_attachment\..*node-1/,
				),
			],
		]);
	});

	it("leaves the holder alone, but follows a replaced node or HAVIP", () => {
		const attachments = resources(
			synthesizeHavip(),
			"ha_vip_instance_attachment",
		);
		attachments.forEach(({ lifecycle }, index) => {
			expect(lifecycle).toEqual({
				ignore_changes: ["ha_vip_id", "instance_id", "instance_type"],
				replace_triggered_by: [
					expect.stringMatching(/^tencentcloud_ha_vip\.[\w-]+\.id$/),
					expect.stringMatching(
						new RegExp(
							`^tencentcloud_instance\\.[\\w-]*node-${index + 1}[\\w-]*\\.id$`,
						),
					),
				],
			});
		});
	});

	it("binds the EIP by its address, not its id", () => {
		expect(resource(synthesizeHavip(), "ha_vip_eip_attachment")).toMatchObject({
			address_ip: expect.stringMatching(
				/^\$\{tencentcloud_eip\..*\.public_ip\}$/,
			),
			havip_id: expect.stringMatching(/^\$\{tencentcloud_ha_vip\..*\.id\}$/),
			// The cloud changes a HAVIP's associations one at a time.
			depends_on: [
				expect.stringMatching(
					/^tencentcloud_ha_vip_instance_attachment\..*node-2/,
				),
			],
		});
	});

	it("has no EIP when it is not public", () => {
		const synthesized = synthesizeHavip({ isPublic: false });
		expect(resources(synthesized, "ha_vip_eip_attachment")).toEqual([]);
		const stack = testStack();
		expect(
			new TencentHavip(stack, "Vip", { pair: pair(stack), isPublic: false })
				.publicAddress,
		).toBeUndefined();
	});

	it("refuses a pair of route VIPs", () => {
		const stack = testStack();
		expect(
			() => new TencentHavip(stack, "Vip", { pair: routePair(stack) }),
		).toThrow("stack/Vip.pair: has no HAVIP; give the pair a Vip.havip");
	});

	it.each([
		[
			{ address: "10.34.0.201" },
			"stack/Vip.address: 10.34.0.201 is not an address of the pair, so that no node would announce it; allowed: 10.34.0.200",
		],
		[
			{ name: "x".repeat(61) },
			"has 61 characters; Tencent Cloud takes 1 to 60",
		],
		[
			{ internetBandwidthMbps: 1000 },
			"stack/Vip.internetBandwidthMbps: 1000 is not allowed",
		],
	])("refuses %j", (props, message) => {
		const stack = testStack();
		expect(
			() => new TencentHavip(stack, "Vip", { pair: pair(stack), ...props }),
		).toThrow(message);
	});
});
