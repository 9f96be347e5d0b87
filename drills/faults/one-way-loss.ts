import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { BY_NFTABLES, packetLoss } from "./network";

/**
 * Nothing that the master sends arrives: another node takes over. The master goes on hearing: advertisements of a higher
 * priority make it give up, those of a lower one do not, and then it learns of its successor only when it is healed.
 */
export const muteMaster: Fault = {
	id: "one-way-loss-from-master",
	title: `nothing that the master sends arrives, ${BY_NFTABLES}`,
	target: "master",
	expectation: {
		...takeover("power-cut"),
		twoMastersUntilHealed: true,
		mayMoveAfterHealing: true,
	},
	...packetLoss("everything from the master is lost", ({ node }) => [
		{ from: node },
	]),
};

/** Nothing arrives at the master, but its advertisements do at the others: VRRP cannot see that, and nobody takes over. */
export const deafMaster: Fault = {
	id: "one-way-loss-to-master",
	title: `nothing arrives at the master, ${BY_NFTABLES}; the others hear it`,
	target: "master",
	expectation: { outcome: "interruption" },
	...packetLoss("everything to the master is lost", ({ node }) => [
		{ to: node },
	]),
};
