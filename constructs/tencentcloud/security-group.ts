import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../../.gen/providers/tencentcloud/security-group";
import {
	SecurityGroupRuleSet,
	type SecurityGroupRuleSetIngress,
} from "../../.gen/providers/tencentcloud/security-group-rule-set";
import { defined } from "../../base/defined";
import type { SecurityRule } from "../../design/security-rule";
import { checkName } from "../common/checks";
import { ImportedSecurityGroup } from "../common/imported";
import { checkRule } from "../common/security-group";
import { checkTags, type Tags } from "../common/tags";
import type { ISecurityGroup } from "../security-group";
import { CLOUD } from "./cloud";

/** Props of {@link TencentSecurityGroup}. */
export interface TencentSecurityGroupProps {
	/** 1 to 60 characters. */
	readonly name: string;
	/** What passes, the first match first. Everything else is dropped. */
	readonly rules: readonly SecurityRule[];
	/**
	 * Tags of the group.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
}

/** How a group writes the ports of a rule: ALL wants the port ALL; ICMP wants none. */
function portOf(
	protocol: SecurityRule["protocol"],
	ports: SecurityRule["ports"],
): string | undefined {
	if (ports === undefined) {
		return protocol === "all" ? "ALL" : undefined;
	}
	const { from, to } = ports;
	return from === to ? `${from}` : `${from}-${to}`;
}

function renderRule(
	scope: Construct,
	prop: string,
	rule: SecurityRule,
): SecurityGroupRuleSetIngress {
	const { protocol, cidr, ports } = checkRule(scope, CLOUD, prop, rule, 0);
	return {
		action: "ACCEPT",
		// One host is written without its /32, as the provider's own tests do: that form reads back as it was written.
		cidrBlock: cidr.prefixLength === 32 ? cidr.network : cidr.toString(),
		protocol,
		...defined({ port: portOf(rule.protocol, ports) }),
		description: rule.reason,
	};
}

/**
 * A security group and all of its rules. Sources and destinations are always CIDRs: the provider does not read a
 * group as a source back as it was written (provider-facts).
 */
export class TencentSecurityGroup extends Construct implements ISecurityGroup {
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

	constructor(scope: Construct, id: string, props: TencentSecurityGroupProps) {
		super(scope, id);
		const group = new SecurityGroup(this, "Default", {
			name: checkName(this, CLOUD, "name", props.name),
			description: `${props.name}, kept by Terraform`,
			tags: checkTags(this, CLOUD, props.tags),
		});
		this.securityGroupId = group.id;
		const rendered = props.rules.map((rule, index) => ({
			direction: rule.direction,
			rule: renderRule(this, `rules[${index}]`, rule),
		}));
		const rulesOf = (
			direction: SecurityRule["direction"],
		): SecurityGroupRuleSetIngress[] =>
			rendered.filter((it) => it.direction === direction).map((it) => it.rule);
		this.rulesReady = [
			new SecurityGroupRuleSet(this, "Rules", {
				securityGroupId: this.securityGroupId,
				ingress: rulesOf("ingress"),
				egress: rulesOf("egress"),
			}),
		];
	}
}
