import type { IConstruct } from "constructs";
import type { Ipv4Cidr } from "../../base/ipv4";
import { CLOUDS, type CloudId } from "../../design/clouds";
import type { SecurityRule } from "../../design/security-rule";
import type { ISecurityGroup } from "../security-group";
import { checkCidr, checkOneOf, lengthProblem, propError } from "./checks";

const MAX_PORT = 65535;

/** What the security group of a pair or a bastion is made of. */
export interface SecurityGroupSpec {
	readonly name: string;
	readonly vpcId: string;
	readonly rules: readonly SecurityRule[];
	readonly tags: Record<string, string>;
}

/** Makes a security group of a cloud. */
export type CreateSecurityGroup<Scope> = (
	scope: Scope,
	spec: SecurityGroupSpec,
) => ISecurityGroup;

/** A rule that a cloud takes. */
export interface CheckedRule {
	/** In the cloud's words. */
	readonly protocol: string;
	readonly cidr: Ipv4Cidr;
	/** Absent for a protocol that has none. */
	readonly ports: SecurityRule["ports"];
}

/** Checks that a rule for TCP or UDP names a range of ports, and that no other rule names any. */
function checkPorts(
	scope: IConstruct,
	prop: string,
	{ protocol, ports }: SecurityRule,
	lowest: 0 | 1,
): SecurityRule["ports"] {
	const refuse = (problem: string) =>
		propError(scope, `${prop}.ports`, problem);
	if (protocol === "all" || protocol === "icmp") {
		if (ports !== undefined) {
			throw refuse(`a rule for ${protocol} has no ports`);
		}
		return undefined;
	}
	if (ports === undefined) {
		throw refuse(
			`a rule for ${protocol} names its ports, ${lowest} to ${MAX_PORT}`,
		);
	}
	const { from, to } = ports;
	const isPort = (port: number): boolean =>
		Number.isInteger(port) && port >= lowest && port <= MAX_PORT;
	if (!isPort(from) || !isPort(to) || from > to) {
		throw refuse(
			`${from} to ${to} is not a range of ports; allowed are whole numbers from ${lowest} to ${MAX_PORT}, the smaller one first`,
		);
	}
	return ports;
}

/**
 * Checks a rule of a security group.
 *
 * @param prop that holds the rule
 * @param lowestPort the lowest port that the cloud takes
 */
export function checkRule(
	scope: IConstruct,
	cloud: CloudId,
	prop: string,
	rule: SecurityRule,
	lowestPort: 0 | 1,
): CheckedRule {
	const { title, securityGroups } = CLOUDS[cloud];
	const { protocols, description } = securityGroups;
	const problem = lengthProblem(rule.reason, description);
	if (problem !== undefined) {
		throw propError(
			scope,
			`${prop}.reason`,
			`${problem.has}; ${title} takes ${problem.takes}`,
		);
	}
	const cidr = checkCidr(scope, `${prop}.cidr`, rule.cidr);
	checkOneOf<string>(
		scope,
		`${prop}.protocol`,
		rule.protocol,
		Object.keys(protocols),
	);
	return {
		protocol: protocols[rule.protocol],
		cidr,
		ports: checkPorts(scope, prop, rule, lowestPort),
	};
}

/**
 * Ids of rules that are resources of their own: named by what they say, so that a rule put before another does not
 * replace that one.
 */
export class RuleIds {
	/** Which prop a rule comes from, by the rule's id. */
	private readonly owners = new Map<string, string>();

	constructor(
		private readonly scope: IConstruct,
		private readonly cloud: CloudId,
	) {}

	/** @param words what the rule says */
	add(prop: string, words: readonly unknown[]): string {
		const id = words.join("-").replace(/[^a-z0-9]+/g, "-");
		const owner = this.owners.get(id);
		if (owner !== undefined) {
			throw propError(
				this.scope,
				prop,
				`says the same as ${owner}; ${CLOUDS[this.cloud].title} takes such a rule once`,
			);
		}
		this.owners.set(id, prop);
		return id;
	}
}
