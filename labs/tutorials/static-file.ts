import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The text of a file that a tutorial puts on its nodes.
 *
 * @param name file name below `labs/tutorials/files`
 */
export const tutorialFile = (name: string): string =>
	readFileSync(join(__dirname, "files", name), "utf8");
