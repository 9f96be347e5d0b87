import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";
import { shown } from "../../base/shown";
import { CLOUDS, type CloudId } from "../../design/clouds";
import type {
	LengthLimit,
	NameLimits,
} from "../../design/clouds/cloud-profile";
import { DesignError } from "../../design/errors";
import { parseProp } from "../../design/parse-prop";

/** An error that says which prop of which construct is wrong. */
export const propError = (
	scope: IConstruct,
	prop: string,
	problem: string,
): DesignError => new DesignError(`${scope.node.path}.${prop}`, problem);

/** What is wrong with the length of a text: how long it is, and how long it may be. */
export function lengthProblem(
	text: string,
	{ minLength = 0, maxLength }: LengthLimit,
): { readonly has: string; readonly takes: string } | undefined {
	const length = [...text].length;
	return length >= minLength && (maxLength === undefined || length <= maxLength)
		? undefined
		: {
				has: `has ${length} characters`,
				takes:
					maxLength === undefined
						? `${minLength} at least`
						: `${minLength} to ${maxLength}`,
			};
}

/**
 * Checks a name that is made of a prop and a suffix. Neither validate nor plan do for most kinds of resources.
 *
 * @param kind of what the name is
 * @returns the name
 */
export function checkName(
	scope: IConstruct,
	cloud: CloudId,
	prop: string,
	name: string,
	kind: keyof NameLimits = "resource",
): string {
	if (Token.isUnresolved(name)) {
		return name;
	}
	const { title, names } = CLOUDS[cloud];
	const limit = names[kind] ?? names.resource;
	const problem = lengthProblem(name, limit);
	if (problem !== undefined) {
		throw propError(
			scope,
			prop,
			`"${name}" ${problem.has}; ${title} takes ${problem.takes}`,
		);
	}
	if (limit.form !== undefined && !limit.form.pattern.test(name)) {
		throw propError(
			scope,
			prop,
			`"${name}" is not allowed; ${limit.form.rule}`,
		);
	}
	return name;
}

/**
 * Checks what a text looks like.
 *
 * @param problem follows the text when it looks otherwise, e.g. "is not an image id; it looks like …"
 * @returns the text
 */
export function checkForm(
	scope: IConstruct,
	prop: string,
	text: string,
	pattern: RegExp,
	problem: string,
): string {
	if (!Token.isUnresolved(text) && !pattern.test(text)) {
		throw propError(scope, prop, `${shown(text)} ${problem}`);
	}
	return text;
}

/** Parses an IPv4 address. */
export const checkIpv4 = (
	scope: IConstruct,
	prop: string,
	text: string,
): Ipv4Address =>
	parseProp(`${scope.node.path}.${prop}`, text, Ipv4Address.parse);

/** Parses a canonical CIDR. */
export const checkCidr = (
	scope: IConstruct,
	prop: string,
	text: string,
): Ipv4Cidr => parseProp(`${scope.node.path}.${prop}`, text, Ipv4Cidr.parse);

/**
 * Checks that a machine or a floating address can have an address of a subnet: the cloud keeps some for itself.
 *
 * @returns the address
 */
export function checkAddress(
	scope: IConstruct,
	cloud: CloudId,
	prop: string,
	text: string,
	subnetCidr: string,
): string {
	if (Token.isUnresolved(text)) {
		return text;
	}
	const { title, networks } = CLOUDS[cloud];
	const { subnetWord, keptAtEnd, gatewayOffset } = networks;
	const subnet = Ipv4Cidr.parse(subnetCidr);
	const kept = Array.from({ length: keptAtEnd }, (_, index) =>
		subnet.addressAt(subnet.size - 1 - index),
	);
	if (!subnet.isUsable(checkIpv4(scope, prop, text)) || kept.includes(text)) {
		const reason =
			keptAtEnd > 1
				? `; ${title} keeps the first and the last ${keptAtEnd}`
				: "";
		throw propError(
			scope,
			prop,
			`${text} is not a usable address of the ${subnetWord} ${subnet}${reason}`,
		);
	}
	if (gatewayOffset !== undefined && text === subnet.addressAt(gatewayOffset)) {
		throw propError(
			scope,
			prop,
			`${text} is the gateway of the ${subnetWord} ${subnet}; take another address`,
		);
	}
	return text;
}

/**
 * Checks that a value is one of those that the cloud takes.
 *
 * @returns the value
 */
export function checkOneOf<T extends string | number>(
	scope: IConstruct,
	prop: string,
	value: T,
	allowed: readonly T[],
): T {
	if (!allowed.includes(value)) {
		throw propError(
			scope,
			prop,
			`${JSON.stringify(value)} is not allowed; allowed are ${allowed.join(", ")}`,
		);
	}
	return value;
}

/**
 * Checks that a number is whole and within bounds.
 *
 * @returns the number
 */
export function checkWhole(
	scope: IConstruct,
	prop: string,
	value: number,
	min: number,
	max: number,
): number {
	if (!Number.isInteger(value) || value < min || value > max) {
		throw propError(
			scope,
			prop,
			`${value} is not allowed; allowed is a whole number from ${min} to ${max}`,
		);
	}
	return value;
}
