import { readFileSync } from "node:fs";
import { join } from "node:path";

const cache = new Map<string, string>();

/**
 * The text of a file that the user data delivers unchanged.
 *
 * @param name file name below `userdata/files`
 */
export function staticFile(name: string): string {
	const known = cache.get(name);
	if (known !== undefined) {
		return known;
	}
	const text = readFileSync(join(__dirname, "files", name), "utf8");
	cache.set(name, text);
	return text;
}

/** A file that is delivered unchanged, or without its comments. */
export interface StaticFile {
	/** Absolute path on the node. */
	readonly path: string;
	/** File name below `userdata/files`. */
	readonly name: string;
	/**
	 * Octal mode.
	 *
	 * @default "0644"
	 */
	readonly permissions?: string;
}
