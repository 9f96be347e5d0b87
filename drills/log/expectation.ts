import type { FaultId } from "../../design/outage";

/**
 * What a fault leads to.
 *
 * - `takeover`: another node serves while the fault lasts;
 * - `unnoticed`: the same node goes on serving, and no request is lost;
 * - `interruption`: nobody can serve until the fault is healed;
 * - `split-brain`: two nodes take themselves for the master until the fault is healed;
 * - `degradation`: requests are lost and the address may move while the fault lasts.
 */
export type Outcome =
	| "takeover"
	| "unnoticed"
	| "interruption"
	| "split-brain"
	| "degradation";

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
	/** Set where the node that is hit cannot know that another one has taken over until the fault is healed. */
	readonly twoMastersUntilHealed?: true;
	/** Milliseconds of outage that are allowed where no arithmetic of VRRP covers them. */
	readonly limitMs?: number;
	/** Set where the address may move once more after healing, even without preemption. */
	readonly mayMoveAfterHealing?: true;
	/** Set where the node that is hit goes on answering on purpose until the network leads elsewhere. */
	readonly drained?: true;
	/** Set where no node can write to its disk while the fault lasts: the log has to prove it. */
	readonly fullDisk?: true;
}
