import type { FaultId } from "../design/outage";

/**
 * What a fault leads to.
 *
 * - `takeover`: another node serves while the fault lasts;
 * - `unnoticed`: the same node goes on serving, and no request is lost;
 * - `interruption`: nobody can serve until the fault is healed.
 */
export type Outcome = "takeover" | "unnoticed" | "interruption";

/** What must come true for a drill to pass. */
export interface Expectation {
	readonly outcome: Outcome;
	/** Whose prediction bounds the outage. Absent where no arithmetic covers it. */
	readonly prediction?: FaultId;
	/**
	 * Milliseconds for which two nodes may have the address, where the one that is hit cannot take it off.
	 *
	 * @default - one advertisement interval
	 */
	readonly overlapMs?: number;
	/** Set where the address may move once more after healing, even without preemption. */
	readonly mayMoveAfterHealing?: true;
}
