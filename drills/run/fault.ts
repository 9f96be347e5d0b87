import type { Abilities, Ability } from "../../ports/bench";
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

/**
 * What a fault needs beside a pair and a bench: an {@link Ability} of the bench, or of the lab
 *
 * - `nginx`: the service is nginx;
 * - `route`: the address is moved by the cloud's API.
 */
export type Need = Ability | "nginx" | "route";

/** Something that breaks, as a value: {@link runFault} does it, heals it and records what happens. */
export interface Fault {
	/** kebab-case; the name on the command line. */
	readonly id: FaultName;
	/** Who is hit: the node that answers, one that does not, or all of them. */
	readonly target: "master" | "backup" | "all";
	readonly expectation: Expectation;
	/** Where one of these is missing, the fault makes no sense or cannot be done. @default - nothing */
	readonly needs?: readonly Need[];
	/** What is broken before the fault proper, whose consequences are timed. {@link heal} mends it too. */
	prepare?(context: FaultContext): Promise<void>;
	/** Breaks it on one node. With several targets it runs for all at once. */
	inject(context: FaultContext): Promise<void>;
	/** Mends it on one node. Also called when injecting failed half-way, so it must do no harm twice. */
	heal(context: FaultContext): Promise<void>;
}

/** Why a need is not met; undefined where it is. */
function whyNot(
	need: Need,
	{ pair }: DrillPlan,
	abilities: Abilities,
): string | undefined {
	switch (need) {
		case "nginx":
			return pair.service.name === "nginx"
				? undefined
				: `the service is ${pair.service.name}, not nginx`;
		case "route":
			return pair.vips.some(({ kind }) => kind === "route")
				? undefined
				: "the nodes move the address by ARP: they ask no API";
		default: {
			const able = abilities[need];
			return able === true ? undefined : able;
		}
	}
}

/** Why a fault makes no sense in a lab, or cannot be done there; undefined where it can. */
export const unfit = (
	{ needs = [] }: Fault,
	plan: DrillPlan,
	abilities: Abilities,
): string | undefined =>
	needs
		.map((need) => whyNot(need, plan, abilities))
		.find((why) => why !== undefined);
