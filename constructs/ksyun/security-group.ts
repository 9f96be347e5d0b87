import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../../.gen/providers/ksyun/security-group";
import {
	SecurityGroupEntry,
	type SecurityGroupEntryConfig,
} from "../../.gen/providers/ksyun/security-group-entry";
import type { SecurityRule } from "../../design/security-rule";
import { checkName } from "../common/checks";
import { ImportedSecurityGroup } from "../common/imported";
import { checkRule, RuleIds } from "../common/security-group";
import type { ISecurityGroup } from "../security-group";
import { CLOUD } from "./cloud";

/** An echo request: what `ping` sends. Its answer passes by itself. */
const ECHO_REQUEST = { icmpType: 8, icmpCode: 0 };

/** Props of {@link KsyunSecurityGroup}. */
export interface KsyunSecurityGroupProps {
	/** 2 to 64 characters. */
	readonly name: string;
	/** The network's VPC. */
	readonly vpcId: string;
	/** What passes. Everything else is dropped. */
	readonly rules: readonly SecurityRule[];
}

type Match = Pick<
	SecurityGroupEntryConfig,
	"icmpCode" | "icmpType" | "portRangeFrom" | "portRangeTo"
>;

/** The provider's API call fails when tcp or udp have no ports, or ICMP no type and code; validate and plan do not. */
function matchOf(
	protocol: SecurityRule["protocol"],
	ports: SecurityRule["ports"],
): Match {
	if (ports !== undefined) {
		return { portRangeFrom: ports.from, portRangeTo: ports.to };
	}
	return protocol === "icmp" ? ECHO_REQUEST : {};
}

/**
 * A security group and all of its rules, which only accept. Sources and destinations are CIDRs: the cloud takes nothing
 * else. There is no protocol 112, so VRRP needs `ip`: everything. A rule for ICMP lets `ping` through. Neither a group
 * nor a rule takes tags.
 */
export class KsyunSecurityGroup extends Construct implements ISecurityGroup {
	/** A group that exists already, with rules of its own. */
	static fromId(
		scope: Construct,
		id: string,
		securityGroupId: string,
	): ISecurityGroup {
		return new ImportedSecurityGroup(scope, id, securityGroupId);
	}

	readonly securityGroupId: string;
	readonly rulesReady: readonly ITerraformDependable[];

	constructor(scope: Construct, id: string, props: KsyunSecurityGroupProps) {
		super(scope, id);
		const group = new SecurityGroup(this, "Default", {
			securityGroupName: checkName(this, CLOUD, "name", props.name),
			vpcId: props.vpcId,
			// The entries are resources of their own.
			lifecycle: { ignoreChanges: ["security_group_entries"] },
		});
		this.securityGroupId = group.id;
		const ids = new RuleIds(this, CLOUD);
		this.rulesReady = props.rules.map((rule, index) =>
			this.rule(`rules[${index}]`, rule, ids),
		);
	}

	private rule(
		prop: string,
		rule: SecurityRule,
		ids: RuleIds,
	): SecurityGroupEntry {
		const { direction, reason } = rule;
		const { protocol, cidr, ports } = checkRule(this, CLOUD, prop, rule, 1);
		const match = matchOf(rule.protocol, ports);
		const id = ids.add(prop, [
			direction,
			protocol,
			...Object.values(match),
			cidr,
		]);
		return new SecurityGroupEntry(this, id, {
			securityGroupId: this.securityGroupId,
			direction: direction === "ingress" ? "in" : "out",
			protocol,
			...match,
			cidrBlock: cidr.toString(),
			description: reason,
		});
	}
}
