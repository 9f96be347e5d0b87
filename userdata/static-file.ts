import { fileBeside } from "../base/file-beside";

/**
 * The text of a file that the user data delivers unchanged.
 *
 * @param name file name below `userdata/files`
 */
export const staticFile = (name: string): string => fileBeside(__dirname, name);

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
