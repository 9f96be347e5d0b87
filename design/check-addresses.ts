import { Ipv4Address, Ipv4Cidr } from "../base/ipv4";
import { checkVip } from "./check-vip";
import type { CloudId } from "./clouds";
import { DesignError } from "./errors";
import { parseProp } from "./parse-prop";
import type { Vip } from "./vip";

/** The addresses of a pair, and where they are to be: parts of its props, or of its design. */
export interface PairAddresses {
	readonly cloud: CloudId;
	/** In CIDR notation. */
	readonly vpcCidr: string;
	/** The nodes' subnet, in CIDR notation. */
	readonly subnetCidr: string;
	readonly nodes: readonly { readonly address: string }[];
	readonly vips: readonly Vip[];
}

/**
 * Checks that every address is fit for its use and that no two are the same.
 *
 * @throws DesignError naming the first one that is not
 */
export function checkAddresses(pair: PairAddresses): void {
	const subnetCidr = parseProp("subnetCidr", pair.subnetCidr, Ipv4Cidr.parse);
	const vpcCidr = parseProp("vpcCidr", pair.vpcCidr, Ipv4Cidr.parse);
	const owners = new Map<string, string>();
	const claim = (prop: string, text: string): void => {
		parseProp(prop, text, Ipv4Address.parse);
		const owner = owners.get(text);
		if (owner !== undefined) {
			throw new DesignError(
				prop,
				`${text} is ${owner} already; each node and VIP needs an address of its own`,
			);
		}
		owners.set(text, prop);
	};
	pair.nodes.forEach(({ address }, index) => {
		const prop = `nodes[${index}].address`;
		claim(prop, address);
		if (!subnetCidr.isUsable(Ipv4Address.parse(address))) {
			throw new DesignError(
				prop,
				`${address} is not a usable address of the pair's subnet ${subnetCidr}`,
			);
		}
	});
	pair.vips.forEach((vip, index) => {
		const prop = `vips[${index}].address`;
		claim(prop, vip.address);
		checkVip(prop, vip, { cloud: pair.cloud, vpcCidr, subnetCidr });
	});
}
