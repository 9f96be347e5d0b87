import type { PacketLoss } from "../../ports/bench";
import type { Step } from "../log/step";
import type { DrillPlan } from "../run/drill-plan";
import type { BenchAbilities, Fault, FaultContext } from "../run/fault";

/** Why a loss of packets cannot be made. */
const withoutSwitch = (
	_plan: DrillPlan,
	{ losePackets }: BenchAbilities,
): string | undefined =>
	losePackets === undefined
		? "the network of this bench belongs to the cloud: it cannot be told to lose packets"
		: undefined;

/** Steps that make the network lose packets, and carry all of them again. */
export const packetLoss = (
	step: Step,
	losses: (context: FaultContext) => readonly PacketLoss[],
): Pick<Fault, "unfit" | "inject" | "heal"> => ({
	unfit: withoutSwitch,
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
