import type { LoggedEvent } from "./events";

/** The time-ordered record of a drill; everything that is reported is a function of it. */
export type EventLog = readonly LoggedEvent[];

type EventOf<T extends LoggedEvent["type"]> = Extract<LoggedEvent, { type: T }>;

/** The events of one type, in their order. */
export const eventsOf = <T extends LoggedEvent["type"]>(
	log: EventLog,
	type: T,
): EventOf<T>[] =>
	log.filter((event): event is EventOf<T> => event.type === type);

/** The events in the order of their time. */
export const inOrder = (events: readonly LoggedEvent[]): EventLog =>
	[...events].sort((left, right) => left.timeNs - right.timeNs);

/** The same events, with their number in the drill's own. */
export const counted = (log: EventLog): EventLog =>
	log.map((event) =>
		event.type === "drill" ? { ...event, events: log.length } : event,
	);

/** The log as NDJSON: one JSON object per line. */
export const toNdjson = (log: EventLog): string =>
	log.map((event) => `${JSON.stringify(event)}\n`).join("");
