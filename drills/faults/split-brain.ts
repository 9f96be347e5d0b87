import type { Fault } from "../run/fault";
import { SPLIT_BRAIN } from "./expectations";
import { BY_NFTABLES, betweenPeers, packetLoss } from "./network";

/** A security group that forgets protocol 112 does this: all is well but for the advertisements. */
export const splitBrain: Fault = {
	id: "split-brain",
	title: `VRRP (protocol 112) lost between the nodes, ${BY_NFTABLES}; data passes`,
	target: "master",
	expectation: SPLIT_BRAIN,
	...packetLoss("VRRP between the nodes is lost", (context) =>
		betweenPeers(context, { only: "vrrp" }),
	),
};
