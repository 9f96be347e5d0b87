import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { z } from "zod";
import { LocalLabError } from "./errors";
import { parseJson } from "./json";
import { isRunning, type ProcessId, readIfThere, startTimeOf } from "./proc";

/** A lock that one process on this machine holds at a time. It ends with its holder, however that ends. */
export interface Lock {
	release(): Promise<void>;
}

const holderSchema = z.object({
	pid: z.int(),
	startTime: z.int(),
	purpose: z.string(),
	since: z.iso.datetime(),
});

/** Who holds a lock. */
export interface Holder extends ProcessId {
	/** What for, as part of a sentence, e.g. `the drill power-cut`. */
	readonly purpose: string;
	/** Since when, e.g. `2026-11-20T12:00:00.000Z`. */
	readonly since: string;
}

/** How long a lock may be busy before it is given up: the helper of an owner that was killed ends in that time. */
const WAIT_SECONDS = "3";

/** Stands in the helper's command line before the path and the holder. */
const MARK = "halab-lock";

/** What the helper ends with when the path leads to something else than what was locked: it was deleted meanwhile. */
const REPLACED = 75;
/** What flock ends with when others have the lock, and when it cannot open the path. */
const BUSY = 1;

/** The descriptor of flock, which opens nothing before, is 3. */
const HELPER = `[ /proc/self/fd/3 -ef "$1" ] || exit ${REPLACED}; echo taken; exec cat`;

/** Thrown when another process has the lock. */
export class BusyError extends LocalLabError {}

/** Thrown when the path was deleted by the process that had the lock before. */
export class GoneError extends LocalLabError {}

/**
 * Take the lock on a file or directory, or fail when another process keeps it. The kernel has it (flock), in a helper that
 * ends when its owner does: there are no stale locks to judge. Who holds it and what for stands in the helper's command
 * line, so nothing is written: it works on a disk that is full or read-only.
 *
 * @param path an existing directory, or a file, which is made when it is missing
 * @param what what the lock protects, for the message
 * @param purpose what it is taken for
 * @param remedy what to do while somebody else has it
 * @throws BusyError when another process has the lock
 * @throws GoneError when the path was deleted while it was waited for
 */
export async function takeLock(
	path: string,
	what: string,
	purpose: string,
	remedy = "Wait until it has finished, then try again.",
): Promise<Lock> {
	const other = await holderOf(path);
	if (other) {
		throw new BusyError(heldBy(what, other), { remedy });
	}
	const holder: Holder = {
		pid: process.pid,
		startTime: (await startTimeOf(process.pid)) ?? 0,
		purpose,
		since: new Date().toISOString(),
	};
	const helper = spawn(
		"flock",
		[
			"--timeout",
			WAIT_SECONDS,
			path,
			"sh",
			"-c",
			HELPER,
			MARK,
			path,
			JSON.stringify(holder),
		],
		// A session of its own, so that Ctrl-C does not free the lock before the work behind it is undone.
		{ detached: true, stdio: ["pipe", "pipe", "pipe"] },
	);
	let complaint = "";
	helper.stderr.on("data", (chunk: Buffer) => {
		complaint += chunk.toString();
	});
	// A helper that has ended takes no more input.
	helper.stdin.on("error", () => {});
	const ended = new Promise<number>((resolve, reject) => {
		helper.once("close", (code) => resolve(code ?? BUSY));
		helper.once("error", (error) => reject(cannotStart(error)));
	});
	const exitCode = await Promise.race([
		new Promise<undefined>((resolve) => {
			helper.stdout.once("data", () => resolve(undefined));
		}),
		ended,
	]);
	switch (exitCode) {
		case undefined:
			return {
				release: async () => {
					helper.stdin.end();
					await ended;
				},
			};
		case REPLACED:
			throw new GoneError(`${path} was deleted meanwhile.`, {
				remedy: "Try again.",
			});
		case BUSY:
			throw new BusyError(heldBy(what, await holderOf(path)), { remedy });
		default:
			throw new LocalLabError(
				`${what} cannot be locked: ${complaint.trim() || `flock has ended with exit code ${exitCode}`}.`,
				{ remedy: `Look at ${path}; \`halab doctor\` checks this machine.` },
			);
	}
}

function heldBy(what: string, holder: Holder | undefined): string {
	return holder
		? `${what} is held by ${holder.purpose} since ${holder.since} (PID ${holder.pid}).`
		: `${what} is held by another process.`;
}

/** Who has the lock on a path. What another user claims is not believed. */
export async function holderOf(path: string): Promise<Holder | undefined> {
	const locks = (await readIfThere("/proc/locks")) ?? "";
	for (const [, pid = ""] of locks.matchAll(
		/^\d+: FLOCK +ADVISORY +WRITE +(\d+) /gm,
	)) {
		const holder = await holderIn(pid, path);
		if (holder && (await isRunning(holder))) {
			return holder;
		}
	}
	return undefined;
}

async function holderIn(
	pid: string,
	path: string,
): Promise<Holder | undefined> {
	const words = ((await readIfThere(`/proc/${pid}/cmdline`)) ?? "").split("\0");
	const mark = words.indexOf(MARK);
	if (mark < 0 || words[mark + 1] !== path) {
		return undefined;
	}
	const owner = await stat(`/proc/${pid}`).catch(() => undefined);
	if (owner?.uid !== process.getuid?.()) {
		return undefined;
	}
	return holderSchema.safeParse(parseJson(words[mark + 2] ?? "")).data;
}

function cannotStart(cause: Error): LocalLabError {
	return new LocalLabError(`flock cannot be started: ${cause.message}.`, {
		remedy: "Install the package util-linux; `halab doctor` checks the rest.",
		cause,
	});
}
