import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../../.gen/providers/alicloud/security-group";
import { SecurityGroupRule } from "../../.gen/providers/alicloud/security-group-rule";
import type {
	SecurityProtocol,
	SecurityRule,
} from "../../design/security-rule";
import type { ISecurityGroup } from "../security-group";
import { checkCidr, checkOneOf, propError } from "../support/checks";
import { checkPorts } from "../support/ports";
import { checkName } from "./checks";
import { checkTags } from "./tags";

const MAX_DESCRIPTION_LENGTH = 512;
/** All ports: what a rule without ports wants, and what one for tcp or udp may not have (provider-facts). */
const ANY_PORT = "-1/-1";
/** 1 wins, 100 comes last. */
const FIRST = 1;
const LAST = 100;

/** A group's protocols; there is no 112, so VRRP needs `all` (document of `AuthorizeSecurityGroup`). */
const PROTOCOLS: readonly SecurityProtocol[] = ["tcp", "udp", "icmp", "all"];

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
	readonly tags?: Readonly<Record<string, string>>;
}

class ImportedSecurityGroup extends Construct implements ISecurityGroup {
	readonly rulesReady: readonly ITerraformDependable[] = [];

	constructor(
		scope: Construct,
		id: string,
		readonly securityGroupId: string,
	) {
		super(scope, id);
	}
}

function portRangeOf(
	scope: Construct,
	prop: string,
	rule: SecurityRule,
): string {
	const range = checkPorts(scope, prop, rule, 1);
	return range === undefined ? ANY_PORT : `${range.from}/${range.to}`;
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
			securityGroupName: checkName(this, "name", props.name),
			securityGroupType: "normal",
			innerAccessPolicy: props.isOpenInside ? "Accept" : "Drop",
			vpcId: props.vpcId,
			description: `${props.name}, kept by Terraform`,
			tags: checkTags(this, props.tags),
		});
		const owners = new Map<string, string>();
		const rules = props.rules.map((rule, index) =>
			this.rule(group.id, `rules[${index}]`, rule, owners),
		);
		const dropOthers = new SecurityGroupRule(this, "egress-others", {
			securityGroupId: group.id,
			type: "egress",
			policy: "drop",
			priority: LAST,
			nicType: "intranet",
			ipProtocol: "all",
			portRange: ANY_PORT,
			cidrIp: "0.0.0.0/0",
			description: "everything else",
		});
		this.securityGroupId = group.id;
		this.rulesReady = [...rules, dropOthers];
	}

	/** @param owners which prop a rule comes from, by the rule's id */
	private rule(
		securityGroupId: string,
		prop: string,
		rule: SecurityRule,
		owners: Map<string, string>,
	): SecurityGroupRule {
		const length = [...rule.reason].length;
		if (length < 1 || length > MAX_DESCRIPTION_LENGTH) {
			throw propError(
				this,
				`${prop}.reason`,
				`has ${length} characters; Alibaba Cloud takes 1 to ${MAX_DESCRIPTION_LENGTH}`,
			);
		}
		const cidr = checkCidr(this, `${prop}.cidr`, rule.cidr);
		const ipProtocol = checkOneOf(
			this,
			`${prop}.protocol`,
			rule.protocol,
			PROTOCOLS,
		);
		const portRange = portRangeOf(this, prop, rule);
		// Named by what it says, so that a rule put before it does not replace it.
		const id = [rule.direction, ipProtocol, portRange, cidr.toString()]
			.join("-")
			.replace(/[^a-z0-9]+/g, "-");
		const owner = owners.get(id);
		if (owner !== undefined) {
			throw propError(
				this,
				prop,
				`says the same as ${owner}; Alibaba Cloud keeps such a rule once`,
			);
		}
		owners.set(id, prop);
		return new SecurityGroupRule(this, id, {
			securityGroupId,
			type: rule.direction,
			policy: "accept",
			priority: FIRST,
			nicType: "intranet",
			ipProtocol,
			portRange,
			cidrIp: cidr.toString(),
			description: rule.reason,
		});
	}
}
