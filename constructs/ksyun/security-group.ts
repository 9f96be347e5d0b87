import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SecurityGroup } from "../../.gen/providers/ksyun/security-group";
import {
	SecurityGroupEntry,
	type SecurityGroupEntryConfig,
} from "../../.gen/providers/ksyun/security-group-entry";
import type {
	SecurityProtocol,
	SecurityRule,
} from "../../design/security-rule";
import type { ISecurityGroup } from "../security-group";
import { checkCidr, checkOneOf, propError } from "../support/checks";
import { checkPorts } from "../support/ports";
import { checkName } from "./checks";

const MAX_DESCRIPTION_LENGTH = 100;
/** An echo request: what `ping` sends. Its answer passes by itself. */
const ECHO_REQUEST = { icmpType: 8, icmpCode: 0 };

const PROTOCOLS: readonly SecurityProtocol[] = ["tcp", "udp", "icmp", "all"];

/** Props of {@link KsyunSecurityGroup}. */
export interface KsyunSecurityGroupProps {
	/** 2 to 64 characters. */
	readonly name: string;
	/** The network's VPC. */
	readonly vpcId: string;
	/** What passes. Everything else is dropped. */
	readonly rules: readonly SecurityRule[];
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

type Match = Pick<
	SecurityGroupEntryConfig,
	"icmpCode" | "icmpType" | "portRangeFrom" | "portRangeTo"
>;

/** The provider's API call fails when tcp or udp have no ports, or ICMP no type and code; validate and plan do not. */
function matchOf(scope: Construct, prop: string, rule: SecurityRule): Match {
	const range = checkPorts(scope, prop, rule, 1);
	if (range !== undefined) {
		return { portRangeFrom: range.from, portRangeTo: range.to };
	}
	return rule.protocol === "icmp" ? ECHO_REQUEST : {};
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
			securityGroupName: checkName(this, "name", props.name),
			vpcId: props.vpcId,
			// The entries are resources of their own.
			lifecycle: { ignoreChanges: ["security_group_entries"] },
		});
		const owners = new Map<string, string>();
		this.securityGroupId = group.id;
		this.rulesReady = props.rules.map((rule, index) =>
			this.rule(group.id, `rules[${index}]`, rule, owners),
		);
	}

	/** @param owners which prop a rule comes from, by the rule's id */
	private rule(
		securityGroupId: string,
		prop: string,
		rule: SecurityRule,
		owners: Map<string, string>,
	): SecurityGroupEntry {
		const length = [...rule.reason].length;
		if (length < 1 || length > MAX_DESCRIPTION_LENGTH) {
			throw propError(
				this,
				`${prop}.reason`,
				`has ${length} characters; allowed are 1 to ${MAX_DESCRIPTION_LENGTH}`,
			);
		}
		const cidr = checkCidr(this, `${prop}.cidr`, rule.cidr);
		const neutral = checkOneOf(
			this,
			`${prop}.protocol`,
			rule.protocol,
			PROTOCOLS,
		);
		const protocol = neutral === "all" ? "ip" : neutral;
		const match = matchOf(this, prop, rule);
		// Named by what it says, so that a rule put before it does not replace it.
		const id = [
			rule.direction,
			protocol,
			...Object.values(match),
			cidr.toString(),
		]
			.join("-")
			.replace(/[^a-z0-9]+/g, "-");
		const owner = owners.get(id);
		if (owner !== undefined) {
			throw propError(
				this,
				prop,
				`says the same as ${owner}; Kingsoft Cloud refuses such a rule`,
			);
		}
		owners.set(id, prop);
		return new SecurityGroupEntry(this, id, {
			securityGroupId,
			direction: rule.direction === "ingress" ? "in" : "out",
			protocol,
			...match,
			cidrBlock: cidr.toString(),
			description: rule.reason,
		});
	}
}
