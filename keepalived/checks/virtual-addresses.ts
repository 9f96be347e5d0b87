import type { CheckContext } from "../keywords/context";
import { hostOf } from "../model/virtual-address";
import type { VrrpInstance } from "../model/vrrp-instance";
import { eachInstance, type Rule } from "./rule";

/** The number of addresses in an advert has eight bits. */
const MAX_ADDRESSES = 255;

/** Each instance has a virtual address; each address belongs to one instance and to no node. */
export const virtualAddresses: Rule = (config, context) => {
	const holders = new Map<string, string>();
	eachInstance(config, context, (instance, at) => {
		checkNumber(instance, at);
		const nodes = new Set([
			...(instance.unicastPeer ?? []),
			instance.unicastSrcIp,
			instance.mcastSrcIp,
		]);
		const lists = {
			virtualIpaddress: instance.virtualIpaddress,
			virtualIpaddressExcluded: instance.virtualIpaddressExcluded ?? [],
		};
		for (const [list, entries] of Object.entries(lists)) {
			entries.forEach(({ address }, index) => {
				const host = hostOf(address);
				const entry = at.at(list).atIndex(index);
				const holder = holders.get(host);
				if (holder !== undefined) {
					entry.refuse({
						given: `${host}, which ${holder} has already`,
						allowed: "each virtual address once",
						remedy: "Give it to one instance.",
					});
				}
				holders.set(host, instance.name);
				if (!nodes.has(host)) {
					return;
				}
				entry.refuse({
					given: `${host}, which is the address of a node`,
					allowed: "an address that no node has for itself",
					remedy: "Choose a free address for the virtual router.",
				});
			});
		}
	});
};

function checkNumber(instance: VrrpInstance, at: CheckContext): void {
	const count = instance.virtualIpaddress.length;
	if (count >= 1 && count <= MAX_ADDRESSES) {
		return;
	}
	at.at("virtualIpaddress").refuse({
		given: `${count} addresses`,
		allowed: `1 to ${MAX_ADDRESSES} addresses`,
		remedy:
			count === 0
				? "Name the address that the master holds."
				: "Move the rest to virtualIpaddressExcluded.",
	});
}
