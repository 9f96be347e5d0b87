import { z } from "zod";
import { DrillError } from "../drill-error";
import type { EventLog, LoggedEvent } from "../event-log";
import { loggedEventSchema } from "./event-schemas";

const parseJson = (line: string): unknown => {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
};

/**
 * Reads a drill's event log as `halab drill` keeps it: NDJSON, one event per line.
 *
 * @param file name of the file, for error messages
 * @throws DrillError when a line is no event
 */
export function readDrillLog(text: string, file: string): EventLog {
	return text.split("\n").flatMap((line, index): LoggedEvent[] => {
		if (line.trim() === "") {
			return [];
		}
		const { data, error } = loggedEventSchema.safeParse(parseJson(line));
		if (error !== undefined) {
			throw new DrillError(
				`${file}:${index + 1} is no event of a drill: ${z.prettifyError(error).replaceAll(/\s+/g, " ")}. Give files that halab drill has written.`,
			);
		}
		return [data];
	});
}
