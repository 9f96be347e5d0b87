import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { LocalLabError } from "./errors";

/** A lock that one process on this machine holds at a time. It ends with its holder, however that ends. */
export interface Lock {
	release(): Promise<void>;
}

const HELPER_END_SECONDS = "3";

/**
 * Take the lock on a file, or fail when another process keeps it. The kernel has it (flock), in a helper that ends when
 * its owner does: there are no stale locks to judge. The helper of an owner that was killed needs a moment for that.
 *
 * @param what what the lock protects, for the message
 */
export async function takeLock(file: string, what: string): Promise<Lock> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	const helper = spawn(
		"flock",
		["--timeout", HELPER_END_SECONDS, file, "sh", "-c", "echo taken; exec cat"],
		// A session of its own, so that Ctrl-C does not free the lock before the work behind it is undone.
		{ detached: true, stdio: ["pipe", "pipe", "ignore"] },
	);
	const ended = new Promise<void>((resolve, reject) => {
		helper.once("close", () => resolve());
		helper.once("error", (error) => reject(cannotLock(error)));
	});
	const taken = await Promise.race([
		new Promise<true>((resolve) => {
			helper.stdout.once("data", () => resolve(true));
		}),
		ended.then(() => false),
	]);
	if (!taken) {
		const holder = (await readFile(file, "utf8").catch(() => "")).trim();
		throw new LocalLabError(
			`Another halab process is busy with ${what}${holder ? ` (PID ${holder})` : ""}.`,
			{
				remedy: `Wait until it has finished, then try again. The lock is ${file}.`,
			},
		);
	}
	await writeFile(file, `${process.pid}\n`);
	return {
		release: async () => {
			await writeFile(file, "").catch(() => {});
			helper.stdin.end();
			await ended;
		},
	};
}

function cannotLock(cause: Error): LocalLabError {
	return new LocalLabError(`flock cannot be started: ${cause.message}.`, {
		remedy: "Install the package util-linux; `halab doctor` checks the rest.",
		cause,
	});
}
