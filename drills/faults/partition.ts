import type { Fault } from "../run/fault";
import { SPLIT_BRAIN } from "./expectations";
import { BY_NFTABLES, betweenPeers, packetLoss } from "./network";

/** The nodes lose sight of each other, while clients and cloud reach all of them. */
export const partition: Fault = {
	id: "partition",
	title: `nothing passes between the nodes, ${BY_NFTABLES}; clients reach both`,
	target: "master",
	expectation: SPLIT_BRAIN,
	...packetLoss("everything between the nodes is lost", betweenPeers),
};
