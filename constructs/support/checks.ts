import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";
import { DesignError } from "../../design/errors";
import { parseProp } from "../../design/parse-prop";

/** An error that says which prop of which construct is wrong. */
export const propError = (
	scope: IConstruct,
	prop: string,
	problem: string,
): DesignError => new DesignError(`${scope.node.path}.${prop}`, problem);

/** How long a name may be, and whose limit that is. */
export interface NameLimit {
	/** The cloud's name for people. */
	readonly cloud: string;
	readonly minLength: number;
	readonly maxLength: number;
}

/**
 * Checks the length of a name that is made of a prop and a suffix.
 *
 * @returns the name
 */
export function checkNameLength(
	scope: IConstruct,
	prop: string,
	name: string,
	{ cloud, minLength, maxLength }: NameLimit,
): string {
	const length = [...name].length;
	if (!Token.isUnresolved(name) && (length < minLength || length > maxLength)) {
		throw propError(
			scope,
			prop,
			`"${name}" has ${length} characters; ${cloud} takes ${minLength} to ${maxLength}`,
		);
	}
	return name;
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
