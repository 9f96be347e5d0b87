import type { Fault } from "../run/fault";
import { SPLIT_BRAIN } from "./expectations";
import { betweenPeers, packetLoss } from "./network";

/** The nodes lose sight of each other, while clients and cloud reach all of them. */
export const partition: Fault = {
	id: "partition",
	target: "master",
	expectation: SPLIT_BRAIN,
	...packetLoss({ kind: "lose-all-between-nodes" }, betweenPeers),
};
