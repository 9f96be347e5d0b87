import type { Fault } from "../run/fault";
import { packetLoss } from "./network";

/**
 * A bad cable or an overloaded host: a share of the master's packets is lost in both directions. Three advertisements lost
 * in a row are a takeover, so the address may move, more than once.
 */
const lossOf = (percent: 10 | 30 | 50): Fault => ({
	id: `packet-loss-${percent}`,
	target: "master",
	expectation: { outcome: "degradation", mayMoveAfterHealing: true },
	...packetLoss({ kind: "lose-share", percent }, ({ node }) => [
		{ from: node, share: percent / 100 },
		{ to: node, share: percent / 100 },
	]),
});

export const packetLoss10 = lossOf(10);
export const packetLoss30 = lossOf(30);
export const packetLoss50 = lossOf(50);
