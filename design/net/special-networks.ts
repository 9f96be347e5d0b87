import { type Ipv4Address, Ipv4Cidr } from "../../base/ipv4";

const networks = (...texts: readonly string[]): readonly Ipv4Cidr[] =>
	texts.map(Ipv4Cidr.parse);

/** Private networks (RFC 1918). */
export const PRIVATE_NETWORKS = networks(
	"10.0.0.0/8",
	"172.16.0.0/12",
	"192.168.0.0/16",
);

/** Networks for examples in documents; no machine has an address of them (RFC 5737). */
export const DOCUMENTATION_NETWORKS = networks(
	"192.0.2.0/24",
	"198.51.100.0/24",
	"203.0.113.0/24",
);

/**
 * Networks from which nobody comes over the internet: private ones, and those that are for one machine, one link, a
 * carrier's own customers, multicast or nothing (RFC 6890).
 */
const NOT_PUBLIC = [
	...networks("0.0.0.0/8"),
	...PRIVATE_NETWORKS,
	...networks("100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"),
];

/** Whether an address belongs to a private network (RFC 1918). */
export const isPrivate = (address: Ipv4Address): boolean =>
	PRIVATE_NETWORKS.some((network) => network.contains(address));

interface Span {
	readonly from: number;
	/** The first address behind it. */
	readonly to: number;
}

const spanOf = (cidr: Ipv4Cidr): Span => ({
	from: cidr.first,
	to: cidr.first + cidr.size,
});

/** What is left of a span without another one. */
const without = (span: Span, hole: Span): readonly Span[] =>
	[
		{ from: span.from, to: Math.min(span.to, hole.from) },
		{ from: Math.max(span.from, hole.to), to: span.to },
	].filter(({ from, to }) => from < to);

/** How many public addresses networks have together; one that is in several counts once. */
export function publicAddresses(cidrs: readonly Ipv4Cidr[]): number {
	let count = 0;
	let end = 0;
	const spans = cidrs
		.map(spanOf)
		.flatMap((span) =>
			NOT_PUBLIC.map(spanOf).reduce<readonly Span[]>(
				(rest, hole) => rest.flatMap((part) => without(part, hole)),
				[span],
			),
		)
		.sort((a, b) => a.from - b.from);
	for (const { from, to } of spans) {
		count += Math.max(0, to - Math.max(from, end));
		end = Math.max(end, to);
	}
	return count;
}

/** Addresses of a /8, the largest network that was ever given to one owner. */
const LARGEST_OWNER = 2 ** 24;

/** Whether networks have more public addresses together than anybody owns: then they are no list of acquaintances. */
export const isMostOfTheInternet = (cidrs: readonly Ipv4Cidr[]): boolean =>
	publicAddresses(cidrs) > LARGEST_OWNER;
