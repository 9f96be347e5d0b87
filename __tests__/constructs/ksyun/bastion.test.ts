import { describe, expect, it } from "vitest";
import {
	KsyunBastion,
	type KsyunBastionProps,
} from "../../../constructs/ksyun";
import { bastionSecurityRules } from "../../../design/security-rules";
import {
	IMAGE_ID,
	keyPair,
	network,
	pair,
	resource,
	resources,
	synthesize,
	testStack,
} from "./support";

const rules = bastionSecurityRules({
	cloud: "ksyun",
	adminCidrs: ["198.51.100.7/32"],
	nodeSubnetCidr: "10.34.0.0/20",
	port: 80,
});

const bastion = (
	scope = testStack(),
	props: Partial<KsyunBastionProps> = {},
): KsyunBastion =>
	new KsyunBastion(scope, "Bastion", {
		name: "halab",
		network: props.network ?? network(scope),
		keyPair: props.keyPair ?? keyPair(scope),
		imageId: IMAGE_ID,
		securityRules: rules,
		...props,
	});

const synthesizeBastion = (props: Partial<KsyunBastionProps> = {}) =>
	synthesize((scope) => {
		new KsyunBastion(scope, "Bastion", {
			name: "halab",
			network: network(scope),
			keyPair: keyPair(scope),
			imageId: IMAGE_ID,
			securityRules: rules,
			...props,
		});
	});

describe("KsyunBastion", () => {
	it("takes ssh from the administrators and nothing else", () => {
		const ingress = resources(
			synthesizeBastion(),
			"security_group_entry",
		).filter(({ direction }) => direction === "in");
		expect(ingress).toMatchObject([
			{
				cidr_block: "198.51.100.7/32",
				protocol: "tcp",
				port_range_from: 22,
				port_range_to: 22,
				description: "ssh from the administrators",
			},
		]);
	});

	it("is in the public subnet with an EIP of its own", () => {
		const tags = { owner: "ada" };
		const synthesized = synthesizeBastion({ address: "10.34.51.2", tags });
		expect(resource(synthesized, "instance")).toMatchObject({
			instance_name: "halab-bastion",
			private_ip_address: "10.34.51.2",
			subnet_id: expect.stringContaining("PublicSubnet"),
			tags,
		});
		expect(resource(synthesized, "eip")).toEqual({
			band_width: 10,
			charge_type: "DailyPaidByTransfer",
			tags,
		});
		expect(resource(synthesized, "eip_associate")).toEqual({
			allocation_id: expect.stringMatching(/^\$\{ksyun_eip\.[\w-]+\.id\}$/),
			instance_type: "Ipfwd",
			instance_id: expect.stringMatching(/^\$\{ksyun_instance\.[\w-]+\.id\}$/),
			network_interface_id: expect.stringMatching(
				/^\$\{ksyun_instance\.[\w-]+\.network_interface_id\}$/,
			),
		});
	});

	it("can have a line of one's own", () => {
		expect(
			resource(synthesizeBastion({ internetLineId: "line-1" }), "eip"),
		).toMatchObject({ line_id: "line-1" });
	});

	it("says how to log in to a node", () => {
		const stack = testStack();
		const key = keyPair(stack);
		const net = network(stack);
		const [node] = pair(stack, { network: net, keyPair: key }).nodes;
		if (node === undefined) {
			throw new Error("the pair has no node");
		}
		const jump = bastion(stack, { network: net, keyPair: key });
		expect(jump.sshCommand(node, "root")).toBe(
			`ssh -J root@${jump.publicAddress} root@10.34.0.2`,
		);
	});

	it("refuses the whole internet unless that is meant", () => {
		const securityRules = bastionSecurityRules({
			cloud: "ksyun",
			adminCidrs: ["0.0.0.0/0"],
			nodeSubnetCidr: "10.34.0.0/20",
			port: 80,
			allowAnywhere: true,
		});
		expect(() => bastion(testStack(), { securityRules })).toThrow(
			"stack/Bastion.securityRules: 0.0.0.0/0 lets the whole internet in",
		);
		expect(() =>
			bastion(testStack(), { securityRules, allowAnywhere: true }),
		).not.toThrow();
	});

	it.each([
		[
			{ internetBandwidthMbps: 15_001 },
			"stack/Bastion.internetBandwidthMbps: 15001 is not allowed; allowed is a whole number from 1 to 15000",
		],
		[
			{ address: "10.34.51.1" },
			"stack/Bastion.address: 10.34.51.1 is the gateway of the subnet 10.34.51.0/24; take another address",
		],
	])("refuses %j", (props, message) => {
		expect(() => bastion(testStack(), props)).toThrow(message);
	});

	it.each([
		[
			'{"internetChargeType": "Monthly"}',
			'stack/Bastion.internetChargeType: "Monthly" is not allowed',
		],
	])("refuses %s from where no compiler looked", (json, message) => {
		expect(() => bastion(testStack(), JSON.parse(json))).toThrow(message);
	});
});
