import { constants } from "node:fs";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Where a lab keeps event logs, below its directory. */
const LOG_DIRECTORIES = ["drills", "soak"] as const;

/** Event logs of a lab's drills and soaks, relative to its directory. */
export async function logsOf(directory: string): Promise<readonly string[]> {
	const found = await Promise.all(
		LOG_DIRECTORIES.map(async (kind) => {
			const names = await readdir(join(directory, kind)).catch(() => []);
			return names
				.filter((name) => name.endsWith(".ndjson"))
				.map((name) => join(kind, name));
		}),
	);
	return found.flat();
}

/**
 * Copies a lab's event logs.
 *
 * @param target a directory; one of each kind of log is made in it
 * @throws NodeJS.ErrnoException when one cannot be written, or is there already
 */
export async function keepLogs(
	directory: string,
	logs: readonly string[],
	target: string,
): Promise<void> {
	for (const kind of LOG_DIRECTORIES) {
		if (logs.some((log) => log.startsWith(`${kind}/`))) {
			await mkdir(join(target, kind), { recursive: true });
		}
	}
	for (const log of logs) {
		await copyFile(
			join(directory, log),
			join(target, log),
			constants.COPYFILE_EXCL,
		);
	}
}
