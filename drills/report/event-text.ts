import type { EventLog } from "../log/event-log";
import type { LoggedEvent } from "../log/events";
import { TEXTS } from "../text";
import type { EventWords } from "../text/catalogue";
import { say } from "../text/say";
import { formatMs } from "./format";

/** One event of a log as a line for people. */
function eventText(event: LoggedEvent, t: EventWords): string {
	switch (event.type) {
		case "log":
			return `${event.machine} ${event.source}: ${event.text}`;
		case "fault":
			return `${t.place(event.machine)} ${t.action[event.action]}: ${event.step === undefined ? event.command : say(t.steps, event.step)}`;
		case "machine":
			return `${event.machine} ${t.power[event.state]}`;
		case "vrrp":
			return `${event.machine} ${event.instance} ${event.state}`;
		case "nexthop":
			return `${event.machine} nexthop ${event.verb} ${event.result}${event.error ? `: ${event.error}` : ""}`;
		case "route":
			return event.machine === undefined
				? t.routeDeleted(event.destination)
				: t.route(event.destination, event.machine);
		case "announcement":
			return t.announcement(event.machine, event.address);
		case "api":
			return `${t.call(event.action, event.machine)}: ${event.code ?? "ok"}, ${formatMs(event.durationMs)}`;
		case "probe":
			return `${event.vantage} ${event.node ?? t.lost(event.lost ?? "")}`;
		case "connection":
			return `${event.vantage} ${t.connection(event.connection, event.node, event.state)}${event.reason ? `: ${event.reason}` : ""}`;
		case "write":
			return t.write(event.machine, event.path, event.error);
		case "drill":
		case "snapshot":
		case "cloud":
			return event.type;
	}
}

/** A piece of a log, one line per event, with the milliseconds since its first one. What machines wrote stays as it is. */
export function logLines(
	log: EventLog,
	t: EventWords = TEXTS.en.events,
): readonly string[] {
	const startNs = log[0]?.timeNs ?? 0;
	return log.map(
		(event) =>
			`${((event.timeNs - startNs) / 1e6).toFixed(1).padStart(9)}  ${eventText(event, t)}`,
	);
}

/** {@link logLines} as one text. */
export const logSlice = (log: EventLog, t?: EventWords): string =>
	logLines(log, t).join("\n");
