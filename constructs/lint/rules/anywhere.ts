import { Ipv4Cidr } from "../../../base/ipv4";
import { isMostOfTheInternet } from "../../../design/net/special-networks";
import type { IngressRule } from "../resource-facts";

/** No owner of an IPv6 network has a shorter prefix. */
const SHORTEST_IPV6_PREFIX = 16;

function isAnywhere(source: string): boolean {
	const text = source.trim();
	const prefixLength = /\/(\d+)$/.exec(text)?.[1];
	if (prefixLength === "0") {
		return true;
	}
	const cidr = Ipv4Cidr.read(text);
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
		.map((source) => Ipv4Cidr.read(source.trim()))
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
