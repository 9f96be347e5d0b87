import { describe, expect, it } from "vitest";
import { KsyunSecurityGroup } from "../../../constructs/ksyun";
import type { SecurityRule } from "../../../design/security-rule";
import { type Block, resources, synthesize, testStack } from "./support";

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

const synthesizeGroup = (...rules: SecurityRule[]) =>
	synthesize((scope) => {
		new KsyunSecurityGroup(scope, "Group", {
			name: "nodes",
			vpcId: "vpc-1",
			rules,
		});
	});

const rendered = (...rules: SecurityRule[]): Block[] =>
	resources(synthesizeGroup(...rules), "security_group_entry");

describe("KsyunSecurityGroup", () => {
	it("accepts what the rules say", () => {
		expect(
			rendered(
				rule(),
				rule({
					direction: "egress",
					cidr: "0.0.0.0/0",
					ports: { from: 8000, to: 8010 },
					reason: "out",
				}),
			),
		).toEqual([
			{
				security_group_id: expect.stringMatching(
					/^\$\{ksyun_security_group\.[\w-]+\.id\}$/,
				),
				direction: "out",
				protocol: "tcp",
				port_range_from: 8000,
				port_range_to: 8010,
				cidr_block: "0.0.0.0/0",
				description: "out",
			},
			{
				security_group_id: expect.stringMatching(
					/^\$\{ksyun_security_group\.[\w-]+\.id\}$/,
				),
				direction: "in",
				protocol: "tcp",
				port_range_from: 80,
				port_range_to: 80,
				cidr_block: "10.34.0.0/16",
				description: "clients",
			},
		]);
	});

	it("lets VRRP through as ip, from one host", () => {
		const [entry] = rendered(
			withoutPorts({ protocol: "all", cidr: "10.34.0.3/32" }),
		);
		expect(entry).toEqual({
			security_group_id: expect.anything(),
			direction: "in",
			protocol: "ip",
			cidr_block: "10.34.0.3/32",
			description: "clients",
		});
	});

	it("gives ICMP the type and the code that the API wants", () => {
		expect(rendered(withoutPorts({ protocol: "icmp" }))).toMatchObject([
			{ protocol: "icmp", icmp_type: 8, icmp_code: 0 },
		]);
	});

	it("keeps a rule's id when another one is put before it", () => {
		const idsOf = (...rules: SecurityRule[]) =>
			Object.keys(
				synthesizeGroup(...rules).resource?.["ksyun_security_group_entry"] ??
					{},
			);
		const [id] = idsOf(rule());
		expect(idsOf(rule({ cidr: "10.1.0.0/16" }), rule())).toContain(id);
	});

	it("keeps an existing group as it is", () => {
		const group = KsyunSecurityGroup.fromId(testStack(), "Group", "sg-1");
		expect(group).toMatchObject({ securityGroupId: "sg-1", rulesReady: [] });
	});

	it.each([
		[
			rule({ reason: "" }),
			"rules[0].reason: has 0 characters; Kingsoft Cloud takes 1 to 100",
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
			withoutPorts({ protocol: "udp" }),
			"rules[0].ports: a rule for udp names its ports",
		],
		[
			rule({ ports: { from: 90, to: 80 } }),
			"rules[0].ports: 90 to 80 is not a range of ports",
		],
		[
			rule({ ports: { from: 0, to: 80 } }),
			"rules[0].ports: 0 to 80 is not a range of ports; allowed are whole numbers from 1 to 65535",
		],
		[
			JSON.parse(JSON.stringify({ ...rule(), protocol: "vrrp" })),
			'rules[0].protocol: "vrrp" is not allowed; allowed are tcp, udp, icmp, all',
		],
	])("refuses %j", (wrong, message) => {
		expect(() => rendered(wrong)).toThrow(`stack/Group.${message}`);
	});

	it("refuses a rule that is there twice", () => {
		expect(() => rendered(rule(), rule({ reason: "again" }))).toThrow(
			"stack/Group.rules[1]: says the same as rules[0]",
		);
	});

	it("refuses a name that is too long", () => {
		expect(
			() =>
				new KsyunSecurityGroup(testStack(), "Group", {
					name: "x".repeat(65),
					vpcId: "vpc-1",
					rules: [],
				}),
		).toThrow("has 65 characters; Kingsoft Cloud takes 2 to 64");
	});
});
