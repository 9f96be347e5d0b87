import { readFileSync } from "node:fs";
import { join } from "node:path";

const texts = new Map<string, string>();

/**
 * The text of a file that comes with the program. It is read once.
 *
 * @param directory of the module that asks, its `__dirname`
 * @param name path below the module's `files`
 */
export function fileBeside(directory: string, name: string): string {
	const path = join(directory, "files", name);
	const text = texts.get(path) ?? readFileSync(path, "utf8");
	texts.set(path, text);
	return text;
}
