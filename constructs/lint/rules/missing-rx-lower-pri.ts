import type { LintRule } from "../rule";

/** Something in the configuration learns of an advert of lower priority: a FIFO, or the notify of that name. */
const HEARS_OF_IT =
	/^[^#!\n]*\b(vrrp_notify_fifo|notify_fifo|notify_master_rx_lower_pri)\b/m;

/** In route mode, the master does not learn that another node was master too. */
export const missingRxLowerPri: LintRule = {
	id: "missing-rx-lower-pri",
	severity: "error",
	reason:
		"After a split, the other node has taken the route away, and the master, which was master all along, is not notified of anything else.",
	remedy:
		"Use vrrp_notify_fifo and re-assert the route on MASTER_RX_LOWER_PRI, or set notify_master_rx_lower_pri.",
	checkPair: ({ pair: { design } }) =>
		design.vips.some((vip) => vip.kind === "route")
			? design.nodes
					.filter(({ keepalivedConf }) => !HEARS_OF_IT.test(keepalivedConf))
					.map(
						({ name }) =>
							`${name} moves a route, but nothing tells it of a second master`,
					)
			: [],
};
