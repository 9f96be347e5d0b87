import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";
import { type CheckContext, show } from "../keywords/context";
import type { Directive } from "../keywords/directive";
import { oneOf } from "../keywords/switches";
import { checkInterfaceName, checkLabel } from "../keywords/words";

/** How far an address reaches, as in `ip address add … scope`. */
export type AddressScope = "global" | "link" | "host" | "site" | "nowhere";

/** An address that follows the master. */
export interface VirtualAddress {
	/** IPv4 address, with the length of its prefix after a slash. @default length 32 */
	readonly address: string;
	/** Interface that gets it. @default the instance's interface */
	readonly dev?: string;
	/** Reach. @default global */
	readonly scope?: AddressScope;
	/** Name of the alias, at most 15 characters; by custom the interface, a colon and a number. @default none */
	readonly label?: string;
	/** Do not leave the master state when something else removes the address. keepalived ≥ 2.0.3. @default false */
	readonly noTrack?: boolean;
}

const scope = oneOf<AddressScope>("global", "link", "host", "site", "nowhere");

/** A block of virtual addresses, one on each line. */
export const virtualAddresses: Directive<readonly VirtualAddress[]> = {
	check(addresses, context) {
		addresses.forEach((entry, index) => {
			checkEntry(entry, context.atIndex(index, entry.address));
		});
	},
	write: (addresses, keyword) =>
		addresses.length === 0
			? []
			: [
					`${keyword} {`,
					...addresses.map((entry) => `    ${line(entry)}`),
					"}",
				],
};

function checkEntry(entry: VirtualAddress, context: CheckContext): void {
	checkAddress(entry.address, context.at("address"));
	if (entry.dev !== undefined) {
		checkInterfaceName(entry.dev, context.at("dev"));
	}
	if (entry.scope !== undefined) {
		scope.check(entry.scope, context.at("scope"));
	}
	if (entry.label !== undefined) {
		checkLabel(entry.label, context.at("label"));
	}
	if (entry.noTrack === true) {
		context.at("noTrack").need("2.0.3", "no_track");
	}
}

/** An address without its prefix. */
export const hostOf = (address: string): string => address.replace(/\/.*$/, "");

/** From this length on, no address of a network is its own or its broadcast address (RFC 3021). */
const POINT_TO_POINT = 31;

function checkAddress(text: string, context: CheckContext): void {
	const host = Ipv4Address.read(hostOf(text));
	const prefix = text.slice(hostOf(text).length);
	const length = /^(\/\d{1,2})?$/.test(prefix)
		? Number(prefix.slice(1) || 32)
		: 0;
	if (
		host === undefined ||
		host.value === 0 ||
		host.isMulticast ||
		length < 1 ||
		length > 32
	) {
		context.refuse({
			given: show(text),
			allowed:
				"an IPv4 address of one host, not 0.0.0.0 and no multicast group, with a prefix length from 1 to 32 if any",
			remedy:
				'Write it such as "192.0.2.100/24"; the length is 32 without a slash.',
		});
	} else if (
		length < POINT_TO_POINT &&
		!Ipv4Cidr.around(host, length).isUsable(host)
	) {
		context.refuse({
			given: show(text),
			allowed: "the address of a host",
			remedy:
				"Choose an address that is neither the network's nor its broadcast address.",
		});
	}
}

function line(entry: VirtualAddress): string {
	const parts = [entry.address];
	if (entry.dev !== undefined) {
		parts.push(`dev ${entry.dev}`);
	}
	if (entry.scope !== undefined) {
		parts.push(`scope ${entry.scope}`);
	}
	if (entry.label !== undefined) {
		parts.push(`label ${entry.label}`);
	}
	if (entry.noTrack === true) {
		parts.push("no_track");
	}
	return parts.join(" ");
}
