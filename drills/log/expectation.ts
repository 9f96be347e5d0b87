import { z } from "zod";
import type { Known } from "../../base/known";
import { PREDICTED_FAULTS } from "../../design/outage";

/**
 * What a fault leads to.
 *
 * - `takeover`: another node serves while the fault lasts;
 * - `unnoticed`: the same node goes on serving, and no request is lost;
 * - `interruption`: nobody can serve until the fault is healed;
 * - `split-brain`: two nodes take themselves for the master until the fault is healed;
 * - `degradation`: requests are lost and the address may move while the fault lasts.
 */
export const OUTCOMES = [
	"takeover",
	"unnoticed",
	"interruption",
	"split-brain",
	"degradation",
] as const;
export type ExpectedOutcome = (typeof OUTCOMES)[number];

/** What must come true for a drill to pass. */
export const expectationSchema = z
	.looseObject({
		outcome: z.enum(OUTCOMES),
		/** Whose prediction bounds the outage. Absent where no arithmetic covers it. */
		prediction: z.enum(PREDICTED_FAULTS).exactOptional(),
		/**
		 * Milliseconds for which two nodes may have the address, where the one that is hit cannot take it off.
		 *
		 * @default - one advertisement interval
		 */
		overlapMs: z.number().exactOptional(),
		/** Set where the node that is hit cannot know that another one has taken over until the fault is healed. */
		twoMastersUntilHealed: z.literal(true).exactOptional(),
		/** Milliseconds of outage that are allowed where no arithmetic of VRRP covers them. */
		limitMs: z.number().exactOptional(),
		/** Set where the address may move once more after healing, even without preemption. */
		mayMoveAfterHealing: z.literal(true).exactOptional(),
		/** Set where the node that is hit goes on answering on purpose until the network leads elsewhere. */
		drained: z.literal(true).exactOptional(),
		/** Set where no node can write to its disk while the fault lasts: the log has to prove it. */
		fullDisk: z.literal(true).exactOptional(),
	})
	// Logs of older versions say it by the prediction alone.
	.transform((expected) =>
		expected.prediction === "drain"
			? { ...expected, drained: true as const }
			: expected,
	);

export type Expectation = Known<z.infer<typeof expectationSchema>>;
