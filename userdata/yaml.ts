import { stringify } from "yaml";

/** The lines of a file, unless its first one begins with a space. One space of indent is enough for them. */
const LINES = /(?<=^ {2}content: \|[-+]?\n)(?: {4}.*\n|\n)+/gm;

/** YAML as our documents have it. */
export const yaml = (value: unknown): string =>
	// Not one space of indent, which the library gets wrong in a text that begins with a space.
	stringify(value, { lineWidth: 0, indentSeq: false }).replace(LINES, (lines) =>
		lines.replace(/^ /gm, ""),
	);

/** The entries of a list below its key. Further entries of that list may follow them. */
export const yamlEntries = (values: readonly unknown[]): string =>
	yaml({ list: values }).replace("list:\n", "");
