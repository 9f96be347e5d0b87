import { Ipv4Address } from "../../base/ipv4";
import { type CheckContext, show } from "./context";
import { type Directive, plain } from "./directive";

/** Reports what is not the IPv4 address of a host. */
export function checkIpv4(text: string, context: CheckContext): void {
	const address = Ipv4Address.read(text);
	if (address !== undefined && address.value !== 0 && !address.isMulticast) {
		return;
	}
	context.refuse({
		given: show(text),
		allowed:
			"the IPv4 address of a host, in dotted decimal form, not 0.0.0.0 and no multicast group",
		remedy: "Correct the address; IPv6 is not modelled.",
	});
}

/** A keyword that takes the IPv4 address of a host. */
export const ipv4: Directive<string> = {
	check: checkIpv4,
	...plain,
};

/** A keyword that takes an IPv4 multicast group. */
export const ipv4Multicast: Directive<string> = {
	check(value, context) {
		if (Ipv4Address.read(value)?.isMulticast) {
			return;
		}
		context.refuse({
			given: show(value),
			allowed: "an IPv4 multicast group, 224.0.0.0 to 239.255.255.255",
			remedy: "Choose a group, or leave the keyword out for 224.0.0.18.",
		});
	},
	...plain,
};

/** A block of IPv4 addresses of hosts, one on each line. */
export const ipv4Block: Directive<readonly string[]> = {
	check(value, context) {
		value.forEach((text, index) => {
			checkIpv4(text, context.atIndex(index));
		});
	},
	write: (value, keyword) =>
		value.length === 0
			? []
			: [`${keyword} {`, ...value.map((text) => `    ${text}`), "}"],
};

/** A TCP or UDP port. */
export function checkPort(port: number, context: CheckContext): void {
	if (Number.isInteger(port) && port >= 1 && port <= 65535) {
		return;
	}
	context.refuse({
		given: String(port),
		allowed: "a port from 1 to 65535",
		remedy: "Choose a port in this range.",
	});
}
