import { wrongParts } from "../../design/wrong-parts";
import { DrillError } from "./drill-error";
import { type EventLog, eventsOf } from "./event-log";
import type { LoggedEvent } from "./events";
import { loggedEventSchema } from "./events";

const REMEDY = "Give files that halab drill has written, as they are.";

const parseJson = (line: string): { readonly json: unknown } | undefined => {
	try {
		return { json: JSON.parse(line) };
	} catch {
		return undefined;
	}
};

function readEvent(line: string, where: string, isLast: boolean): LoggedEvent {
	const parsed = parseJson(line);
	if (parsed === undefined) {
		throw new DrillError(
			`${where} is not valid JSON${isLast ? "; the file seems cut off" : ""}. ${REMEDY}`,
		);
	}
	const { data, error } = loggedEventSchema.safeParse(parsed.json);
	if (error !== undefined) {
		throw new DrillError(
			`${where} is no event of a drill: ${wrongParts(error, parsed.json)}. ${REMEDY}`,
		);
	}
	return data;
}

/** Refuses what is no longer the log that was written: a verdict about it would be about nothing. */
function refuseChanged(
	log: EventLog,
	whereOf: (event: LoggedEvent) => string,
): void {
	const [drill, second] = eventsOf(log, "drill");
	if (second !== undefined) {
		throw new DrillError(
			`${whereOf(second)} begins a second drill: the file holds several logs, or one log twice. ${REMEDY}`,
		);
	}
	const late = log.find(
		(event, index) => event.timeNs < (log[index - 1]?.timeNs ?? 0),
	);
	if (late !== undefined) {
		throw new DrillError(
			`${whereOf(late)} is earlier than the line before it: the lines are not in the order of time. ${REMEDY}`,
		);
	}
	if (drill?.events !== undefined && drill.events !== log.length) {
		throw new DrillError(
			`${whereOf(drill)} says that the log has ${drill.events} events, and it has ${log.length}: lines are ${drill.events > log.length ? "missing" : "added"}. ${REMEDY}`,
		);
	}
}

/**
 * Reads a drill's event log as `halab drill` keeps it: NDJSON, one event per line.
 *
 * @param file name of the file, for error messages
 * @throws DrillError when a line is no event, or the log is not the one that was written
 */
export function readDrillLog(text: string, file: string): EventLog {
	const lines = text
		.split("\n")
		.map((line, index) => ({ line, where: `${file}:${index + 1}` }))
		.filter(({ line }) => line.trim() !== "");
	const places = new Map<LoggedEvent, string>();
	const log = lines.map(({ line, where }, index) => {
		const event = readEvent(line, where, index === lines.length - 1);
		places.set(event, where);
		return event;
	});
	refuseChanged(log, (event) => places.get(event) ?? file);
	return log;
}
