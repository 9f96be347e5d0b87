import { z } from "zod";
import type { ClockOffsets } from "../../ports/bench";
import type { LogEvent } from "../log/events";

/** journald writes times as text, in microseconds. */
const microseconds = z.string().regex(/^\d+$/).transform(Number);

const entrySchema = z.object({
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
): readonly string[] => [
	"journalctl",
	"--no-pager",
	"--output=json",
	"--output-fields=MESSAGE,SYSLOG_IDENTIFIER,_SOURCE_REALTIME_TIMESTAMP",
	`--since=@${(sinceEpochMs / 1000).toFixed(3)}`,
	...units.map((unit) => `--unit=${unit}`),
];

/**
 * Reads journald's JSON lines. An entry has the wall clock's time from when it was sent, and both clocks' times from
 * when journald took it: together they give the moment of sending on the monotonic clock, which nobody sets.
 */
export const readJournal = (
	machine: string,
	output: string,
	offsets: ClockOffsets,
): readonly LogEvent[] =>
	output
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => {
			const entry = entrySchema.parse(JSON.parse(line));
			const underwayUs =
				entry.__REALTIME_TIMESTAMP -
				(entry._SOURCE_REALTIME_TIMESTAMP ?? entry.__REALTIME_TIMESTAMP);
			return {
				type: "log",
				timeNs:
					(entry.__MONOTONIC_TIMESTAMP - underwayUs) * 1000 +
					offsets.monotonicNs,
				machine,
				source: entry.SYSLOG_IDENTIFIER,
				text: entry.MESSAGE,
			};
		});
