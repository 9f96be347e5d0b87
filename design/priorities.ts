import { Ipv4Address } from "../base/ipv4";
import type { TimingProfile } from "./timing";
import type { Vrrp } from "./vrrp";

/**
 * A node's priority in each virtual router. In the first one the first node has the highest, in the second one (dual
 * master) the second node, and so on.
 */
export const prioritiesOf = (
	timing: TimingProfile,
	vrrp: Vrrp,
	index: number,
	count: number,
): readonly number[] =>
	vrrp.virtualRouterIds.map((_, router) => {
		const rank = (((index - router) % count) + count) % count;
		// Equal priorities would leave it to chance which node holds which address.
		const step =
			vrrp.mode === "dual"
				? Math.max(1, timing.priorityStep)
				: timing.priorityStep;
		return timing.highestPriority - rank * step;
	});

/** The nodes that stay master in a virtual router when another one is too: by priority, then by address, as in VRRP. */
export const outranking = (
	nodes: readonly {
		readonly address: string;
		readonly priorities: readonly number[];
	}[],
	address: string,
	router: number,
): readonly string[] => {
	const rank = (node: (typeof nodes)[number]): number =>
		(node.priorities[router] ?? 0) * 2 ** 32 +
		Ipv4Address.parse(node.address).value;
	const own = nodes.find((node) => node.address === address);
	return own === undefined
		? []
		: nodes
				.filter((node) => rank(node) > rank(own))
				.map((node) => node.address);
};
