import { mkdirSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** So much is written to see whether it can be: the files of a report are larger, but on a disk this full nothing else works. */
const TRIAL_BYTES = 1_048_576;

const isThere = (path: string): boolean =>
	statSync(path, { throwIfNoEntry: false }) !== undefined;

/** The directories that are missing on the way to one, outermost first. */
function missing(directory: string): readonly string[] {
	const found: string[] = [];
	for (
		let path = directory;
		dirname(path) !== path && !isThere(path);
		path = dirname(path)
	) {
		found.unshift(path);
	}
	return found;
}

/** Somebody else may have put something there meanwhile. */
function removeIfEmpty(directory: string): void {
	try {
		rmdirSync(directory);
	} catch {}
}

/**
 * Tries to write into a directory, which need not be there yet, and leaves nothing. The directories are made one by one:
 * Node's recursive mkdir never comes back from some pseudo file systems, such as /proc.
 *
 * @throws NodeJS.ErrnoException when something cannot be written
 */
export function tryDirectory(directory: string): void {
	const made: string[] = [];
	const trial = join(directory, `.halab-trial-${process.pid}`);
	try {
		for (const path of missing(directory)) {
			mkdirSync(path);
			made.unshift(path);
		}
		writeFileSync(trial, Buffer.alloc(TRIAL_BYTES), { flag: "wx" });
	} finally {
		rmSync(trial, { force: true });
		for (const path of made) {
			removeIfEmpty(path);
		}
	}
}
