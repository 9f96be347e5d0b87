import { AddressError, Ipv4Cidr } from "../../../design/net/ipv4";
import { isMostOfTheInternet } from "../../../design/net/special-networks";
import type { IngressRule } from "../resource-facts";

/** No owner of an IPv6 network has a shorter prefix. */
const SHORTEST_IPV6_PREFIX = 16;

function parsed(source: string): Ipv4Cidr | undefined {
	try {
		return Ipv4Cidr.parse(source);
	} catch (error) {
		if (!(error instanceof AddressError)) {
			throw error;
		}
		return undefined;
	}
}

function isAnywhere(source: string): boolean {
	const text = source.trim();
	const prefixLength = /\/(\d+)$/.exec(text)?.[1];
	if (prefixLength === "0") {
		return true;
	}
	const cidr = parsed(text);
	return cidr === undefined
		? text.includes(":") &&
				prefixLength !== undefined &&
				Number(prefixLength) < SHORTEST_IPV6_PREFIX
		: isMostOfTheInternet([cidr]);
}

/**
 * What lets most of the internet in by rules that let the same in: one source by itself, or all together, such as
 * 0.0.0.0/1 and 128.0.0.0/1.
 */
export function anywhereOf(rules: readonly IngressRule[]): string | undefined {
	const sources = rules.flatMap((rule) => rule.sources);
	const cidrs = sources
		.map((source) => parsed(source.trim()))
		.filter((cidr) => cidr !== undefined);
	return (
		sources.find(isAnywhere) ??
		(isMostOfTheInternet(cidrs) ? cidrs.join(", ") : undefined)
	);
}

/** Whether a rule lets ssh in. */
export const letsSshIn = ({ protocol, ports }: IngressRule): boolean =>
	(protocol === "tcp" || protocol === "all") &&
	ports.some(({ from, to }) => from <= 22 && 22 <= to);
