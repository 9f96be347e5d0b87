import { z } from "zod";
import type { Known } from "../../base/known";
import { type EventLog, eventsOf } from "../log/event-log";

/** What a fault did to connections that were open. */
export const connectionsSchema = z.object({
	/** How many were opened one after the other. */
	opened: z.int(),
	broken: z.int(),
	/** Why, each reason once. */
	reasons: z.array(z.string()),
});

export type ConnectionSummary = Known<z.infer<typeof connectionsSchema>>;

export function summarizeConnections(log: EventLog): ConnectionSummary {
	const events = eventsOf(log, "connection");
	const broken = events.filter(({ state }) => state === "broken");
	return {
		opened: events.length - broken.length,
		broken: broken.length,
		reasons: [...new Set(broken.flatMap(({ reason }) => reason ?? []))],
	};
}
