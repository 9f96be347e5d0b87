import type { Bench } from "../../ports/bench";
import type { Expectation } from "../log/expectation";
import type { FaultName } from "../text/en/faults";
import type { DrillPlan } from "./drill-plan";
import type { FaultBench } from "./fault-bench";

/** What a fault works with. */
export interface FaultContext {
	readonly plan: DrillPlan;
	readonly bench: FaultBench;
	/** The node that is hit. */
	readonly node: string;
	/** The pair's other nodes. */
	readonly peers: readonly string[];
}

/** What not every bench can do. */
export type BenchAbilities = Pick<
	Bench,
	"losePackets" | "breakApi" | "ownClocks" | "impossible"
>;

/** Something that breaks, as a value: {@link runFault} does it, heals it and records what happens. */
export interface Fault {
	/** kebab-case; the name on the command line. */
	readonly id: FaultName;
	/** Who is hit: the node that answers, one that does not, or all of them. */
	readonly target: "master" | "backup" | "all";
	readonly expectation: Expectation;
	/** Why the fault makes no sense in a lab, or cannot be done there; undefined where it can. */
	readonly unfit?: (
		plan: DrillPlan,
		bench: BenchAbilities,
	) => string | undefined;
	/** What is broken before the fault proper, whose consequences are timed. {@link heal} mends it too. */
	prepare?(context: FaultContext): Promise<void>;
	/** Breaks it on one node. With several targets it runs for all at once. */
	inject(context: FaultContext): Promise<void>;
	/** Mends it on one node. Also called when injecting failed half-way, so it must do no harm twice. */
	heal(context: FaultContext): Promise<void>;
}
