import type { EventLog, LoggedEvent } from "../event-log";
import { formatMs } from "./format";

/** One event of a log as a line for people. */
function eventText(event: LoggedEvent): string {
	switch (event.type) {
		case "log":
			return `${event.machine} ${event.source}: ${event.text}`;
		case "fault":
			return `${event.machine} ${event.action}: ${event.command}`;
		case "machine":
			return `${event.machine} ${event.state}`;
		case "vrrp":
			return `${event.machine} ${event.instance} ${event.state}`;
		case "nexthop":
			return `${event.machine} nexthop ${event.verb} ${event.result}${event.error ? `: ${event.error}` : ""}`;
		case "route":
			return event.machine === undefined
				? `route ${event.destination} deleted: leads nowhere`
				: `route ${event.destination} to ${event.machine}`;
		case "announcement":
			return `gratuitous ARP of ${event.machine} for ${event.address}`;
		case "api":
			return `API ${event.action}${event.machine ? ` from ${event.machine}` : ""}: ${event.code ?? "ok"}, ${formatMs(event.durationMs)}`;
		case "probe":
			return `${event.vantage} ${event.node ?? `lost: ${event.lost}`}`;
		case "connection":
			return `${event.vantage} connection ${event.connection} to ${event.node} ${event.state}${event.reason ? `: ${event.reason}` : ""}`;
		case "drill":
		case "snapshot":
			return event.type;
	}
}

/** A piece of a log, one line per event, with the milliseconds since its first one. */
export function logLines(log: EventLog): readonly string[] {
	const startNs = log[0]?.timeNs ?? 0;
	return log.map(
		(event) =>
			`${((event.timeNs - startNs) / 1e6).toFixed(1).padStart(9)}  ${eventText(event)}`,
	);
}

/** {@link logLines} as one text. */
export const logSlice = (log: EventLog): string => logLines(log).join("\n");
