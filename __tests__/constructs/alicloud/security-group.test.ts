import { describe, expect, it } from "vitest";
import { AlicloudSecurityGroup } from "../../../constructs/alicloud";
import type { SecurityRule } from "../../../design/security-rule";
import {
	type Block,
	resource,
	resources,
	synthesize,
	testStack,
} from "./support";

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

const synthesizeGroup = (
	rules: readonly SecurityRule[],
	isOpenInside = false,
) =>
	synthesize((scope) => {
		new AlicloudSecurityGroup(scope, "Group", {
			name: "nodes",
			vpcId: "vpc-1",
			rules,
			isOpenInside,
		});
	});

const rendered = (...rules: SecurityRule[]): Block[] =>
	resources(synthesizeGroup(rules), "security_group_rule");

describe("AlicloudSecurityGroup", () => {
	it("accepts what the rules say and drops everything else", () => {
		expect(
			rendered(
				rule(),
				rule({ direction: "egress", cidr: "0.0.0.0/0", reason: "out" }),
			),
		).toEqual([
			{
				security_group_id: expect.stringMatching(
					/^\$\{alicloud_security_group\.[\w-]+\.id\}$/,
				),
				type: "egress",
				policy: "drop",
				priority: 100,
				nic_type: "intranet",
				ip_protocol: "all",
				port_range: "-1/-1",
				cidr_ip: "0.0.0.0/0",
				description: "everything else",
			},
			expect.objectContaining({
				type: "egress",
				policy: "accept",
				priority: 1,
				port_range: "80/80",
				cidr_ip: "0.0.0.0/0",
				description: "out",
			}),
			expect.objectContaining({
				type: "ingress",
				policy: "accept",
				priority: 1,
				nic_type: "intranet",
				ip_protocol: "tcp",
				port_range: "80/80",
				cidr_ip: "10.34.0.0/16",
				description: "clients",
			}),
		]);
	});

	it("writes a range of ports", () => {
		expect(rendered(rule({ ports: { from: 8000, to: 8010 } }))).toContainEqual(
			expect.objectContaining({ port_range: "8000/8010" }),
		);
	});

	it("lets VRRP through as all, without ports", () => {
		expect(
			rendered(withoutPorts({ protocol: "all", cidr: "10.34.0.3/32" })),
		).toContainEqual(
			expect.objectContaining({
				type: "ingress",
				ip_protocol: "all",
				port_range: "-1/-1",
				cidr_ip: "10.34.0.3/32",
			}),
		);
	});

	it("gives ICMP no port", () => {
		expect(rendered(withoutPorts({ protocol: "icmp" }))).toContainEqual(
			expect.objectContaining({ ip_protocol: "icmp", port_range: "-1/-1" }),
		);
	});

	it("is a basic group, closed between its members unless it is to be open", () => {
		const group = (isOpenInside: boolean) =>
			resource(synthesizeGroup([], isOpenInside), "security_group");
		expect(group(false)).toMatchObject({
			security_group_name: "nodes",
			security_group_type: "normal",
			inner_access_policy: "Drop",
			vpc_id: "vpc-1",
		});
		expect(group(true)).toMatchObject({ inner_access_policy: "Accept" });
	});

	it("keeps a rule's id when another one is put before it", () => {
		const idsOf = (...rules: SecurityRule[]) =>
			Object.keys(
				synthesizeGroup(rules).resource?.["alicloud_security_group_rule"] ?? {},
			);
		const [, id] = idsOf(rule());
		expect(idsOf(rule({ cidr: "10.1.0.0/16" }), rule())).toContain(id);
	});

	it("keeps an existing group as it is", () => {
		const group = AlicloudSecurityGroup.fromId(testStack(), "Group", "sg-1");
		expect(group).toMatchObject({ securityGroupId: "sg-1", rulesReady: [] });
	});

	it.each([
		[
			rule({ reason: "" }),
			"rules[0].reason: has 0 characters; Alibaba Cloud takes 1 to 512",
		],
		[rule({ reason: "x".repeat(513) }), "rules[0].reason: has 513 characters"],
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
			rule({ ports: { from: 0, to: 80 } }),
			"rules[0].ports: 0 to 80 is not a range of ports; allowed are whole numbers from 1 to 65535",
		],
		[
			JSON.parse(JSON.stringify({ ...rule(), protocol: "vrrp" })),
			'rules[0].protocol: "vrrp" is not allowed; allowed are tcp, udp, icmp, all',
		],
	])("refuses %j", (wrong, message) => {
		expect(
			() =>
				new AlicloudSecurityGroup(testStack(), "Group", {
					name: "nodes",
					vpcId: "vpc-1",
					rules: [wrong],
				}),
		).toThrow(`stack/Group.${message}`);
	});

	it("refuses a rule that is there twice", () => {
		expect(() => rendered(rule(), rule({ reason: "again" }))).toThrow(
			"stack/Group.rules[1]: says the same as rules[0]",
		);
	});

	it("refuses a name that is too long", () => {
		expect(
			() =>
				new AlicloudSecurityGroup(testStack(), "Group", {
					name: "x".repeat(129),
					vpcId: "vpc-1",
					rules: [],
				}),
		).toThrow("has 129 characters; Alibaba Cloud takes 2 to 128");
	});
});
