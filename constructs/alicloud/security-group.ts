import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../../.gen/providers/alicloud/security-group";
import { SecurityGroupRule } from "../../.gen/providers/alicloud/security-group-rule";
import type { SecurityRule } from "../../design/security-rule";
import { checkName } from "../common/checks";
import { ImportedSecurityGroup } from "../common/imported";
import { checkRule, RuleIds } from "../common/security-group";
import { checkTags, type Tags } from "../common/tags";
import type { ISecurityGroup } from "../security-group";
import { CLOUD } from "./cloud";

/** All ports: what a rule without ports wants, and what one for tcp or udp may not have (provider-facts). */
const ANY_PORT = "-1/-1";
/** 1 wins, 100 comes last. */
const FIRST = 1;
const LAST = 100;

/** Props of {@link AlicloudSecurityGroup}. */
export interface AlicloudSecurityGroupProps {
	/** 2 to 128 characters. */
	readonly name: string;
	/** The network's VPC. */
	readonly vpcId: string;
	/** What passes. Everything else is dropped. */
	readonly rules: readonly SecurityRule[];
	/**
	 * Whether everything passes between the members of the group, whatever the rules say.
	 *
	 * @default false
	 */
	readonly isOpenInside?: boolean;
	/**
	 * Tags of the group.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
}

/**
 * A basic security group and all of its rules. Sources and destinations are CIDRs, as on the other clouds.
 *
 * A basic group lets everything out by itself. What no rule accepts is dropped all the same: a last rule says so.
 */
export class AlicloudSecurityGroup extends Construct implements ISecurityGroup {
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

	constructor(scope: Construct, id: string, props: AlicloudSecurityGroupProps) {
		super(scope, id);
		const group = new SecurityGroup(this, "Default", {
			securityGroupName: checkName(this, CLOUD, "name", props.name),
			securityGroupType: "normal",
			innerAccessPolicy: props.isOpenInside ? "Accept" : "Drop",
			vpcId: props.vpcId,
			description: `${props.name}, kept by Terraform`,
			tags: checkTags(this, CLOUD, props.tags),
		});
		this.securityGroupId = group.id;
		const ids = new RuleIds(this, CLOUD);
		const rules = props.rules.map((rule, index) =>
			this.rule(`rules[${index}]`, rule, ids),
		);
		const dropOthers = new SecurityGroupRule(this, "egress-others", {
			securityGroupId: this.securityGroupId,
			type: "egress",
			policy: "drop",
			priority: LAST,
			nicType: "intranet",
			ipProtocol: "all",
			portRange: ANY_PORT,
			cidrIp: "0.0.0.0/0",
			description: "everything else",
		});
		this.rulesReady = [...rules, dropOthers];
	}

	private rule(
		prop: string,
		rule: SecurityRule,
		ids: RuleIds,
	): SecurityGroupRule {
		const { direction, reason } = rule;
		const { protocol, cidr, ports } = checkRule(this, CLOUD, prop, rule, 1);
		const portRange =
			ports === undefined ? ANY_PORT : `${ports.from}/${ports.to}`;
		const id = ids.add(prop, [direction, protocol, portRange, cidr]);
		return new SecurityGroupRule(this, id, {
			securityGroupId: this.securityGroupId,
			type: direction,
			policy: "accept",
			priority: FIRST,
			nicType: "intranet",
			ipProtocol: protocol,
			portRange,
			cidrIp: cidr.toString(),
			description: reason,
		});
	}
}
