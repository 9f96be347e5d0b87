import { describe, expect, it } from "vitest";
import {
	TencentBastion,
	type TencentBastionProps,
} from "../../../constructs/tencentcloud";
import { bastionSecurityRules } from "../../../design/security-rules";
import {
	keyPair,
	network,
	pair,
	resource,
	synthesize,
	testStack,
} from "./support";

const rules = bastionSecurityRules({
	cloud: "tencentcloud",
	adminCidrs: ["198.51.100.7/32"],
	nodeSubnetCidr: "10.34.0.0/20",
	port: 80,
});

const bastion = (
	scope = testStack(),
	props: Partial<TencentBastionProps> = {},
): TencentBastion =>
	new TencentBastion(scope, "Bastion", {
		name: "halab",
		network: props.network ?? network(scope),
		keyPair: props.keyPair ?? keyPair(scope),
		securityRules: rules,
		...props,
	});

const synthesizeBastion = (props: Partial<TencentBastionProps> = {}) =>
	synthesize((scope) => {
		new TencentBastion(scope, "Bastion", {
			name: "halab",
			network: network(scope),
			keyPair: keyPair(scope),
			securityRules: rules,
			...props,
		});
	});

describe("TencentBastion", () => {
	it("takes ssh from the administrators and nothing else", () => {
		const { ingress } = resource(
			synthesizeBastion(),
			"security_group_rule_set",
		);
		expect(ingress).toEqual([
			{
				action: "ACCEPT",
				cidr_block: "198.51.100.7",
				protocol: "TCP",
				port: "22",
				description: "ssh from the administrators",
			},
		]);
	});

	it("is in the public subnet with an EIP of its own", () => {
		const synthesized = synthesizeBastion({ address: "10.34.51.2" });
		expect(resource(synthesized, "instance")).toMatchObject({
			instance_name: "halab-bastion",
			private_ip: "10.34.51.2",
			subnet_id: expect.stringContaining("PublicSubnet"),
		});
		expect(resource(synthesized, "eip_association")).toMatchObject({
			eip_id: expect.stringMatching(/^\$\{tencentcloud_eip\..*\.id\}$/),
			instance_id: expect.stringMatching(/^\$\{tencentcloud_instance\./),
		});
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
			cloud: "tencentcloud",
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
});
