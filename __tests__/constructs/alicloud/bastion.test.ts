import { describe, expect, it } from "vitest";
import {
	AlicloudBastion,
	type AlicloudBastionProps,
} from "../../../constructs/alicloud";
import { bastionSecurityRules } from "../../../design/security-rules";
import {
	keyPair,
	network,
	pair,
	resource,
	resources,
	synthesize,
	testStack,
} from "./support";

const rules = bastionSecurityRules({
	cloud: "alicloud",
	adminCidrs: ["198.51.100.7/32"],
	nodeSubnetCidr: "10.34.0.0/20",
	port: 80,
});

const bastion = (
	scope = testStack(),
	props: Partial<AlicloudBastionProps> = {},
): AlicloudBastion =>
	new AlicloudBastion(scope, "Bastion", {
		name: "halab",
		network: props.network ?? network(scope),
		keyPair: props.keyPair ?? keyPair(scope),
		securityRules: rules,
		...props,
	});

const synthesizeBastion = (props: Partial<AlicloudBastionProps> = {}) =>
	synthesize((scope) => {
		new AlicloudBastion(scope, "Bastion", {
			name: "halab",
			network: network(scope),
			keyPair: keyPair(scope),
			securityRules: rules,
			...props,
		});
	});

describe("AlicloudBastion", () => {
	it("takes ssh from the administrators and nothing else", () => {
		const ingress = resources(
			synthesizeBastion(),
			"security_group_rule",
		).filter(({ type }) => type === "ingress");
		expect(ingress).toMatchObject([
			{
				policy: "accept",
				cidr_ip: "198.51.100.7/32",
				ip_protocol: "tcp",
				port_range: "22/22",
				description: "ssh from the administrators",
			},
		]);
		expect(resource(synthesizeBastion(), "security_group")).toMatchObject({
			inner_access_policy: "Drop",
		});
	});

	it("is in the public vSwitch with an EIP of its own", () => {
		const synthesized = synthesizeBastion({ address: "10.34.51.2" });
		expect(resource(synthesized, "instance")).toMatchObject({
			instance_name: "halab-bastion",
			private_ip: "10.34.51.2",
			vswitch_id: expect.stringContaining("PublicSubnet"),
			http_tokens: "required",
		});
		expect(
			resources(synthesized, "eip_association").filter(
				({ instance_type }) => instance_type === "EcsInstance",
			),
		).toEqual([
			{
				allocation_id: expect.stringMatching(
					/^\$\{alicloud_eip_address\..*Bastion.*\.id\}$/,
				),
				instance_id: expect.stringMatching(/^\$\{alicloud_instance\./),
				instance_type: "EcsInstance",
			},
		]);
	});

	it("refuses an address that the cloud keeps for itself", () => {
		expect(() => bastion(testStack(), { address: "10.34.51.253" })).toThrow(
			"stack/Bastion.address: 10.34.51.253 is not a usable address of the vSwitch 10.34.51.0/24; Alibaba Cloud keeps the first and the last 3",
		);
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
			cloud: "alicloud",
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
