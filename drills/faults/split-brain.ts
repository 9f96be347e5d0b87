import type { Fault } from "../run/fault";
import { SPLIT_BRAIN } from "./expectations";
import { betweenPeers, packetLoss } from "./network";

/** A security group that forgets protocol 112 does this: all is well but for the advertisements. */
export const splitBrain: Fault = {
	id: "split-brain",
	target: "master",
	expectation: SPLIT_BRAIN,
	...packetLoss({ kind: "lose-vrrp-between-nodes" }, (context) =>
		betweenPeers(context, { only: "vrrp" }),
	),
};
