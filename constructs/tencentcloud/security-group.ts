import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../../.gen/providers/tencentcloud/security-group";
import {
	SecurityGroupRuleSet,
	type SecurityGroupRuleSetIngress,
} from "../../.gen/providers/tencentcloud/security-group-rule-set";
import type {
	SecurityProtocol,
	SecurityRule,
} from "../../design/security-rule";
import type { ISecurityGroup } from "../security-group";
import { checkCidr, propError } from "../support/checks";
import { checkPorts } from "../support/ports";
import { checkName } from "./checks";
import { checkTags } from "./tags";

const MAX_DESCRIPTION_LENGTH = 100;

/** A group's protocols; there is no 112, so VRRP needs ALL (Tencent document 215/15807). */
const PROTOCOLS: Readonly<Record<SecurityProtocol, string>> = {
	tcp: "TCP",
	udp: "UDP",
	icmp: "ICMP",
	all: "ALL",
};

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

function portOf(
	scope: Construct,
	prop: string,
	rule: SecurityRule,
): string | undefined {
	const range = checkPorts(scope, prop, rule, 0);
	if (range !== undefined) {
		const { from, to } = range;
		return from === to ? `${from}` : `${from}-${to}`;
	}
	// ALL wants the port ALL; ICMP wants none.
	return rule.protocol === "all" ? "ALL" : undefined;
}

function renderRule(
	scope: Construct,
	prop: string,
	rule: SecurityRule,
): SecurityGroupRuleSetIngress {
	const length = [...rule.reason].length;
	if (length < 1 || length > MAX_DESCRIPTION_LENGTH) {
		throw propError(
			scope,
			`${prop}.reason`,
			`has ${length} characters; Tencent Cloud takes 1 to ${MAX_DESCRIPTION_LENGTH}`,
		);
	}
	const cidr = checkCidr(scope, `${prop}.cidr`, rule.cidr);
	const protocol = PROTOCOLS[rule.protocol];
	if (protocol === undefined) {
		throw propError(
			scope,
			`${prop}.protocol`,
			`"${rule.protocol}" is not allowed; allowed are ${Object.keys(PROTOCOLS).join(", ")}`,
		);
	}
	const port = portOf(scope, prop, rule);
	return {
		action: "ACCEPT",
		// One host is written without its /32, as the provider's own tests do: that form reads back as it was written.
		cidrBlock: cidr.prefixLength === 32 ? cidr.network : cidr.toString(),
		protocol,
		...(port !== undefined && { port }),
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
			name: checkName(this, "name", props.name),
			description: checkName(
				this,
				"name",
				`${props.name}, kept by Terraform`,
				MAX_DESCRIPTION_LENGTH,
			),
			tags: checkTags(this, props.tags),
		});
		const rendered = props.rules.map((rule, index) => ({
			direction: rule.direction,
			rule: renderRule(this, `rules[${index}]`, rule),
		}));
		const rulesOf = (
			direction: SecurityRule["direction"],
		): SecurityGroupRuleSetIngress[] =>
			rendered.filter((it) => it.direction === direction).map((it) => it.rule);
		const rules = new SecurityGroupRuleSet(this, "Rules", {
			securityGroupId: group.id,
			ingress: rulesOf("ingress"),
			egress: rulesOf("egress"),
		});
		this.securityGroupId = group.id;
		this.rulesReady = [rules];
	}
}
