import type { IConstruct } from "constructs";
import type { SecurityRule } from "../../design/security-rule";
import { propError } from "./checks";

const MAX_PORT = 65535;

/**
 * Checks that a rule for TCP or UDP names a range of ports, and that no other rule names any.
 *
 * @param lowest the lowest port that the cloud takes
 * @returns the range; undefined for a rule that has none
 */
export function checkPorts(
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
