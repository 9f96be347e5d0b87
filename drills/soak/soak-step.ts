import type { Fault } from "../run/fault";
import { randomPhaseMs } from "../run/random-phase";

/** One step of a soak: a fault, and what chance decided about it. */
export interface SoakStep {
	/** From 1. */
	readonly number: number;
	readonly fault: Fault;
	/** Milliseconds that are waited before it. */
	readonly phaseMs: number;
}

const LONGEST_PHASE_MS = 3000;

/** One step of so many is quiet, so that what happens without a fault is seen too. */
const QUIET_EVERY = 4;

/**
 * A step of a soak. The same seed and the same faults give the same steps.
 *
 * @param faults at least one
 * @param quiet the fault that does nothing
 */
export function soakStep(
	seed: number,
	number: number,
	faults: readonly Fault[],
	quiet: Fault,
): SoakStep {
	const chance = (what: string, below: number): number =>
		randomPhaseMs(seed, `soak ${number} ${what}`, below);
	const chosen = faults[Math.floor(chance("fault", faults.length))] ?? quiet;
	return {
		number,
		fault: chance("quiet", QUIET_EVERY) < 1 ? quiet : chosen,
		phaseMs: chance("phase", LONGEST_PHASE_MS),
	};
}
