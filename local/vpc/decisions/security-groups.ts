import type { SecurityRule } from "../../../design/security-rule";
import type { VpcState } from "../entities";
import { VpcError } from "../errors";
import type { VpcChange } from "../events";
import { type CommandOf, type DecisionContext, idFor } from "./context";
import { find, findVpc } from "./find";
import { cidrOf } from "./network-text";

const LAST_PORT = 65_535;

export function createSecurityGroup(
	state: VpcState,
	{ id: wanted, vpcId, name, rules }: CommandOf<"create-security-group">,
	context: DecisionContext,
): readonly VpcChange[] {
	const id = idFor("security-group", wanted, state.securityGroups, context);
	findVpc(state, vpcId);
	rules.forEach(checkRule);
	return [
		{
			type: "security-group-created",
			securityGroup: { id, vpcId, name, rules },
		},
	];
}

export function replaceSecurityRules(
	state: VpcState,
	{ securityGroupId, rules }: CommandOf<"replace-security-rules">,
): readonly VpcChange[] {
	find(state.securityGroups, securityGroupId, "security group");
	rules.forEach(checkRule);
	return [{ type: "security-rules-replaced", securityGroupId, rules }];
}

function checkRule({ protocol, ports, cidr }: SecurityRule): void {
	cidrOf(cidr);
	if (ports === undefined) {
		return;
	}
	const { from, to } = ports;
	const hasPorts = protocol === "tcp" || protocol === "udp";
	const rightPorts =
		Number.isInteger(from) &&
		Number.isInteger(to) &&
		1 <= from &&
		from <= to &&
		to <= LAST_PORT;
	if (!hasPorts || !rightPorts) {
		throw new VpcError(
			"invalid-network",
			`A rule cannot be for the ports ${from}-${to} of ${protocol}: only tcp and udp have ports, 1-${LAST_PORT}.`,
			`${protocol}:${from}-${to}`,
		);
	}
}
