import { describe, expect, it } from "vitest";
import { TencentSecurityGroup } from "../../../constructs/tencentcloud";
import type { SecurityRule } from "../../../design/security-rule";
import { resource, synthesize, testStack } from "./support";

const rule = (props: Partial<SecurityRule> = {}): SecurityRule => ({
	direction: "ingress",
	protocol: "tcp",
	ports: { from: 80, to: 80 },
	cidr: "10.34.0.0/16",
	reason: "clients",
	...props,
});

const withoutPorts = (props: Partial<SecurityRule>): SecurityRule => {
	const { ports: _, ...others } = rule(props);
	return others;
};

const rendered = (...rules: SecurityRule[]) =>
	resource(
		synthesize((scope) => {
			new TencentSecurityGroup(scope, "Group", { name: "nodes", rules });
		}),
		"security_group_rule_set",
	);

describe("TencentSecurityGroup", () => {
	it("writes ingress and egress in order", () => {
		expect(
			rendered(
				rule(),
				rule({ direction: "egress", cidr: "0.0.0.0/0", reason: "out" }),
				rule({ ports: { from: 8000, to: 8010 }, reason: "more" }),
			),
		).toMatchObject({
			ingress: [
				{
					action: "ACCEPT",
					cidr_block: "10.34.0.0/16",
					protocol: "TCP",
					port: "80",
					description: "clients",
				},
				{ port: "8000-8010", description: "more" },
			],
			egress: [{ cidr_block: "0.0.0.0/0", description: "out" }],
		});
	});

	it("lets VRRP through as ALL with the port ALL, from one host", () => {
		expect(
			rendered(withoutPorts({ protocol: "all", cidr: "10.34.0.3/32" })),
		).toMatchObject({
			ingress: [{ protocol: "ALL", port: "ALL", cidr_block: "10.34.0.3" }],
		});
	});

	it("gives ICMP no port", () => {
		const { ingress } = rendered(withoutPorts({ protocol: "icmp" }));
		expect(ingress).toEqual([
			{
				action: "ACCEPT",
				cidr_block: "10.34.0.0/16",
				protocol: "ICMP",
				description: "clients",
			},
		]);
	});

	it("keeps an existing group as it is", () => {
		const group = TencentSecurityGroup.fromId(testStack(), "Group", "sg-1");
		expect(group).toMatchObject({ securityGroupId: "sg-1", rulesReady: [] });
	});

	it.each([
		[
			rule({ reason: "" }),
			"rules[0].reason: has 0 characters; Tencent Cloud takes 1 to 100",
		],
		[rule({ reason: "x".repeat(101) }), "rules[0].reason: has 101 characters"],
		[
			rule({ cidr: "10.34.0.1/16" }),
			'rules[0].cidr: "10.34.0.1/16" has bits set behind its prefix',
		],
		[
			rule({ cidr: "sg-12345678" }),
			'rules[0].cidr: "sg-12345678" is not an IPv4 network',
		],
		[rule({ protocol: "all" }), "rules[0].ports: a rule for all has no ports"],
		[
			rule({ protocol: "icmp" }),
			"rules[0].ports: a rule for icmp has no ports",
		],
		[withoutPorts({}), "rules[0].ports: a rule for tcp names its ports"],
		[
			rule({ ports: { from: 90, to: 80 } }),
			"rules[0].ports: 90 to 80 is not a range of ports",
		],
		[
			rule({ ports: { from: 1, to: 70000 } }),
			"rules[0].ports: 1 to 70000 is not a range of ports",
		],
		[
			JSON.parse(JSON.stringify({ ...rule(), protocol: "vrrp" })),
			'rules[0].protocol: "vrrp" is not allowed; allowed are tcp, udp, icmp, all',
		],
	])("refuses %j", (wrong, message) => {
		expect(
			() =>
				new TencentSecurityGroup(testStack(), "Group", {
					name: "nodes",
					rules: [wrong],
				}),
		).toThrow(`stack/Group.${message}`);
	});

	it("refuses a name that is too long", () => {
		expect(
			() =>
				new TencentSecurityGroup(testStack(), "Group", {
					name: "x".repeat(61),
					rules: [],
				}),
		).toThrow("has 61 characters; Tencent Cloud takes 1 to 60");
	});
});
