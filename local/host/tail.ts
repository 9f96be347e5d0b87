import { stripVTControlCharacters } from "node:util";

/** The last lines of a log, without what colours a terminal. */
export function tail(text: string | undefined, lines: number): string {
	return stripVTControlCharacters(text ?? "")
		.trimEnd()
		.split("\n")
		.slice(-lines)
		.join("\n");
}
