import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { packetLoss } from "./network";

/**
 * Nothing that the master sends arrives: another node takes over. The master goes on hearing: advertisements of a higher
 * priority make it give up, those of a lower one do not, and then it learns of its successor only when it is healed.
 */
export const muteMaster: Fault = {
	id: "one-way-loss-from-master",
	target: "master",
	expectation: {
		...takeover("power-cut"),
		twoMastersUntilHealed: true,
		mayMoveAfterHealing: true,
	},
	...packetLoss({ kind: "lose-all-from-master" }, ({ node }) => [
		{ from: node },
	]),
};

/** Nothing arrives at the master, but its advertisements do at the others: VRRP cannot see that, and nobody takes over. */
export const deafMaster: Fault = {
	id: "one-way-loss-to-master",
	target: "master",
	expectation: { outcome: "interruption" },
	...packetLoss({ kind: "lose-all-to-master" }, ({ node }) => [{ to: node }]),
};
