import { z } from "zod";
import { wrongParts } from "../../design/wrong-parts";
import { type VpcState, vpcState } from "./entities";
import { type VpcEvent, vpcEvent } from "./events";

/** Another one when what was written can be understood no longer. */
const VERSION = 2;

const firstLine = z.strictObject({
	version: z.literal(VERSION),
	state: vpcState,
});

/** What one command made happen: all of it or, when the line was cut off, nothing. */
const line = z.array(vpcEvent).min(1);

/** The first line of a journal: the state when it was begun. */
export const firstLineOf = (begun: VpcState): string =>
	`${JSON.stringify({ version: VERSION, state: begun })}
`;

/** A line of a journal for the events of one command. */
export const lineOf = (events: readonly VpcEvent[]): string =>
	`${JSON.stringify(events)}\n`;

/** Thrown for a line that is none of a journal, with what is wrong with it. */
export class LineError extends Error {}

/** @throws LineError when the text is something else */
function read<T>(schema: z.ZodType<T>, text: string): T {
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch {
		throw new LineError("It is not JSON.");
	}
	const { data, error } = schema.safeParse(given);
	if (error !== undefined) {
		throw new LineError(wrongParts(error, given));
	}
	return data;
}

/** @throws LineError when the text is something else */
export const readFirstLine = (text: string): VpcState =>
	read(firstLine, text).state;

/** @throws LineError when the text is something else */
export const readLine = (text: string): readonly VpcEvent[] => read(line, text);
