import { z } from "zod";
import type { Known } from "../base/known";

/** One request of a probe, as the probe's process writes it. */
export const probeSampleSchema = z.object({
	/** Number of the request, from 0. */
	sequence: z.int(),
	/** When it should have been sent: nanoseconds of the machine's monotonic clock. */
	intendedNs: z.number(),
	/** Milliseconds from the intended send time until the answer was complete, or until it was given up. */
	latencyMs: z.number(),
	/** The node that answered; absent when the request was lost. */
	node: z.string().exactOptional(),
	/** Why it was lost, e.g. `timeout` or `ECONNREFUSED`. */
	lost: z.string().exactOptional(),
	/** Number of the connection that it went over, from 1, where connections are kept. */
	connection: z.int().exactOptional(),
});

/** One request of a probe. */
export type ProbeSample = Known<z.infer<typeof probeSampleSchema>>;
