import { counted, type EventLog } from "../log/event-log";

const NEAR_NS = 0.3e9;

/**
 * The part of a step's log that shows why it failed: everything but the requests that went well while nothing happened. It
 * is a complete log still: the same audits fail with it.
 */
export function minimalLog(log: EventLog): EventLog {
	const marks = log.flatMap((event) =>
		event.type === "fault" ||
		event.type === "snapshot" ||
		(event.type === "probe" && event.lost !== undefined)
			? [event.timeNs]
			: [],
	);
	let next = 0;
	const thinned = log.map((event) =>
		event.type === "drill" ? { ...event, thinned: true as const } : event,
	);
	const kept = thinned.filter((event) => {
		if (event.type !== "probe") {
			return true;
		}
		while ((marks[next] ?? Number.POSITIVE_INFINITY) < event.timeNs - NEAR_NS) {
			next++;
		}
		return (marks[next] ?? Number.POSITIVE_INFINITY) <= event.timeNs + NEAR_NS;
	});
	return counted(kept);
}
