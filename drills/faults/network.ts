import type { PacketLoss } from "../../ports/bench";
import type { Step } from "../log/step";
import type { Fault, FaultContext } from "../run/fault";

/** Steps that make the network lose packets, and carry all of them again. */
export const packetLoss = (
	step: Step,
	losses: (context: FaultContext) => readonly PacketLoss[],
): Pick<Fault, "inject" | "heal"> => ({
	inject: (context) => context.bench.losePackets(losses(context), step),
	heal: ({ bench }) => bench.losePackets([], { kind: "packets-pass" }),
});

/** What goes from a node to each of its peers, and back. */
export const betweenPeers = (
	{ node, peers }: FaultContext,
	loss: Omit<PacketLoss, "from" | "to"> = {},
): readonly PacketLoss[] =>
	peers.flatMap((peer) => [
		{ ...loss, from: node, to: peer },
		{ ...loss, from: peer, to: node },
	]);
