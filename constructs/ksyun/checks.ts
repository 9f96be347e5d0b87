import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { Ipv4Cidr } from "../../base/ipv4";
import { CAPABILITIES } from "../../design/capabilities";
import { checkIpv4, checkNameLength, propError } from "../support/checks";

/**
 * Length and characters of an instance's name (the provider's document speaks of Chinese, English and numbers; its
 * examples have hyphens, too). Nothing is said of other resources; they are held to the same.
 */
const MIN_NAME_LENGTH = 2;
const MAX_NAME_LENGTH = 64;
const NAME = /^[\p{Script=Han}A-Za-z0-9_-]+$/u;

/**
 * Checks a name that is made of a prop and a suffix. Neither validate nor plan do.
 *
 * @returns the name
 */
export function checkName(
	scope: IConstruct,
	prop: string,
	name: string,
): string {
	checkNameLength(scope, prop, name, {
		cloud: CAPABILITIES.ksyun.title,
		minLength: MIN_NAME_LENGTH,
		maxLength: MAX_NAME_LENGTH,
	});
	if (!Token.isUnresolved(name) && !NAME.test(name)) {
		throw propError(
			scope,
			prop,
			`"${name}" is not allowed; a name has letters, Chinese characters, digits, "_" and "-" only`,
		);
	}
	return name;
}

/**
 * Checks that a machine can have an address of a subnet. The first one is the gateway's, unless somebody chose another
 * for it.
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
	if (!subnet.isUsable(checkIpv4(scope, prop, text))) {
		throw propError(
			scope,
			prop,
			`${text} is not a usable address of the subnet ${subnet}`,
		);
	}
	if (text === subnet.addressAt(1)) {
		throw propError(
			scope,
			prop,
			`${text} is the gateway of the subnet ${subnet}; take another address`,
		);
	}
	return text;
}
