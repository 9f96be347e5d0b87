import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { Ipv4Cidr } from "../../base/ipv4";
import { CAPABILITIES } from "../../design/capabilities";
import { checkIpv4, checkNameLength, propError } from "../support/checks";

/** Longest name of a VPC, vSwitch, security group, instance, deployment set or HAVIP (provider's documents). */
export const MAX_NAME_LENGTH = 128;

/**
 * What the names of all kinds of resources have in common: a public address takes no colon, a deployment set no dot, a
 * NAT gateway no hyphen at its end (provider's documents and validators).
 */
const NAME = /^[A-Za-z]([A-Za-z0-9_-]*[A-Za-z0-9])?$/;

/**
 * Checks a name that is made of a prop and a suffix. Neither validate nor plan do for most kinds of resources.
 *
 * @returns the name
 */
export function checkName(
	scope: IConstruct,
	prop: string,
	name: string,
	maxLength = MAX_NAME_LENGTH,
): string {
	checkNameLength(scope, prop, name, {
		cloud: CAPABILITIES.alicloud.title,
		minLength: 2,
		maxLength,
	});
	if (!Token.isUnresolved(name) && !NAME.test(name)) {
		throw propError(
			scope,
			prop,
			`"${name}" is not allowed; a name starts with a letter, has letters, digits, "_" and "-" only, and ends with neither of the latter`,
		);
	}
	return name;
}

/** The cloud keeps the first and the last three addresses of a vSwitch (VPC document "CreateVSwitch"). */
const RESERVED_AT_THE_END = 3;

/**
 * Checks that a machine or a HAVIP can have an address of a vSwitch.
 *
 * @returns the address
 */
export function checkAddress(
	scope: IConstruct,
	prop: string,
	text: string,
	subnetCidr: string,
): string {
	if (Token.isUnresolved(text)) {
		return text;
	}
	const subnet = Ipv4Cidr.parse(subnetCidr);
	const reserved = Array.from({ length: RESERVED_AT_THE_END }, (_, index) =>
		subnet.addressAt(subnet.size - 1 - index),
	);
	if (
		!subnet.isUsable(checkIpv4(scope, prop, text)) ||
		reserved.includes(text)
	) {
		throw propError(
			scope,
			prop,
			`${text} is not a usable address of the vSwitch ${subnet}; ${CAPABILITIES.alicloud.title} keeps the first and the last three`,
		);
	}
	return text;
}
