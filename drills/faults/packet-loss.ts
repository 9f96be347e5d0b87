import type { Fault } from "../run/fault";
import { BY_NFTABLES, packetLoss } from "./network";

/**
 * A bad cable or an overloaded host: a share of the master's packets is lost in both directions. Three advertisements lost
 * in a row are a takeover, so the address may move, more than once.
 */
const lossOf = (percent: number): Fault => ({
	id: `packet-loss-${percent}`,
	title: `${percent} % of the master's packets lost in both directions, ${BY_NFTABLES} (numgen random)`,
	target: "master",
	expectation: { outcome: "degradation", mayMoveAfterHealing: true },
	...packetLoss(`${percent} % of the master's packets are lost`, ({ node }) => [
		{ from: node, share: percent / 100 },
		{ to: node, share: percent / 100 },
	]),
});

export const packetLoss10 = lossOf(10);
export const packetLoss30 = lossOf(30);
export const packetLoss50 = lossOf(50);
