import { type StaticFile, staticFile } from "./static-file";
import { withoutNotes } from "./without-notes";
import { yamlEntries } from "./yaml";

const written = new Map<string, string>();

/**
 * A program of ours as an entry of `write_files`. All documents have the same ones, so each is written as YAML once.
 *
 * @param hasNotes whether its comments and docstrings stay
 */
export function programEntry(file: StaticFile, hasNotes: boolean): string {
	const key = JSON.stringify([file, hasNotes]);
	const known = written.get(key);
	if (known !== undefined) {
		return known;
	}
	const { name, ...rest } = file;
	const text = staticFile(name);
	const entry = yamlEntries([
		{ ...rest, content: hasNotes ? text : withoutNotes(name, text) },
	]);
	written.set(key, entry);
	return entry;
}
