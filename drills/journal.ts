import { z } from "zod";
import type { ClockOffsets } from "../ports/bench";
import type { LogEvent } from "./event-log";

/** journald writes times as text, in microseconds. */
const microseconds = z.string().regex(/^\d+$/).transform(Number);

const entrySchema = z.object({
	__CURSOR: z.string(),
	__REALTIME_TIMESTAMP: microseconds,
	__MONOTONIC_TIMESTAMP: microseconds,
	_SOURCE_REALTIME_TIMESTAMP: microseconds.optional(),
	SYSLOG_IDENTIFIER: z.string().default(""),
	// What is no UTF-8 text comes as a list of bytes: keepalived writes none.
	MESSAGE: z.string().catch(""),
});

/** The command that writes a node's journal about some units as JSON, from a moment on. */
export const journalCommand = (
	units: readonly string[],
	sinceEpochMs: number,
	follow: boolean,
): readonly string[] => [
	"journalctl",
	...(follow ? ["--follow"] : ["--no-pager"]),
	"--output=json",
	"--output-fields=MESSAGE,SYSLOG_IDENTIFIER,_SOURCE_REALTIME_TIMESTAMP",
	`--since=@${(sinceEpochMs / 1000).toFixed(3)}`,
	...units.map((unit) => `--unit=${unit}`),
];

/**
 * Reads journald's JSON lines. An entry has the wall clock's time from when it was sent, and both clocks' times from
 * when journald took it: together they give the moment of sending on the monotonic clock, which nobody sets.
 *
 * @param outputs what several runs of {@link journalCommand} wrote; entries that appear twice count once
 */
export function readJournal(
	machine: string,
	outputs: readonly string[],
	offsets: ClockOffsets,
): readonly LogEvent[] {
	const events = new Map<string, LogEvent>();
	for (const line of outputs.flatMap((output) => output.split("\n"))) {
		// A command that was stopped may have written half a line.
		if (!line.startsWith("{") || !line.endsWith("}")) {
			continue;
		}
		const entry = entrySchema.parse(JSON.parse(line));
		const underwayUs =
			entry.__REALTIME_TIMESTAMP -
			(entry._SOURCE_REALTIME_TIMESTAMP ?? entry.__REALTIME_TIMESTAMP);
		events.set(entry.__CURSOR, {
			type: "log",
			timeNs:
				(entry.__MONOTONIC_TIMESTAMP - underwayUs) * 1000 + offsets.monotonicNs,
			machine,
			source: entry.SYSLOG_IDENTIFIER,
			text: entry.MESSAGE,
		});
	}
	return [...events.values()];
}
