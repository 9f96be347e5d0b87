import { type EventLog, eventsOf } from "../log/event-log";

/** What a fault did to connections that were open. */
export interface ConnectionSummary {
	/** How many were opened one after the other. */
	readonly opened: number;
	readonly broken: number;
	/** Why, each reason once. */
	readonly reasons: readonly string[];
}

export function summarizeConnections(log: EventLog): ConnectionSummary {
	const events = eventsOf(log, "connection");
	const broken = events.filter(({ state }) => state === "broken");
	return {
		opened: events.length - broken.length,
		broken: broken.length,
		reasons: [...new Set(broken.flatMap(({ reason }) => reason ?? []))],
	};
}
