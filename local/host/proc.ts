import { readFile } from "node:fs/promises";

/** Reads a file of a pseudo file system; `undefined` when it is gone. */
export async function readIfThere(path: string): Promise<string | undefined> {
	return readFile(path, "utf8").catch(() => undefined);
}

/** When a process started, in clock ticks since boot; `undefined` when there is none. */
export async function startTimeOf(pid: number): Promise<number | undefined> {
	const stat = await readIfThere(`/proc/${pid}/stat`);
	// The command's name stands in parentheses and may hold spaces; the start time is field 22, the state field 3.
	const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
	if (!fields || fields[0] === "Z" || fields[0] === "X") {
		return undefined;
	}
	return Number(fields[19]);
}

/** Names one process for ever: a PID alone may be given to another. */
export interface ProcessId {
	readonly pid: number;
	/** See {@link startTimeOf}. */
	readonly startTime: number;
}

/** Whether that very process has not ended. */
export async function isRunning(id: ProcessId): Promise<boolean> {
	return (await startTimeOf(id.pid)) === id.startTime;
}

/** PIDs of the children of a process. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
	return numbers(await readIfThere(`/proc/${pid}/task/${pid}/children`));
}

/** The PIDs of a process from the reader's namespace down to its own. */
export async function namespacedPids(pid: number): Promise<readonly number[]> {
	const status = await readIfThere(`/proc/${pid}/status`);
	return numbers(status?.match(/^NSpid:(.*)$/m)?.[1]);
}

/** The whitespace-separated numbers of a text. */
export function numbers(text: string | undefined): readonly number[] {
	return (text ?? "").split(/\s+/).filter(Boolean).map(Number);
}

/**
 * Calls `probe` until it gives something, every few milliseconds.
 *
 * @returns what it gave, or `undefined` after `timeoutMs`
 */
export async function poll<T>(
	probe: () => Promise<T | undefined>,
	options: {
		readonly timeoutMs: number;
		readonly intervalMs?: number;
		readonly signal?: AbortSignal | undefined;
	},
): Promise<T | undefined> {
	const deadline = performance.now() + options.timeoutMs;
	while (true) {
		options.signal?.throwIfAborted();
		const found = await probe();
		if (found !== undefined) {
			return found;
		}
		if (performance.now() > deadline) {
			return undefined;
		}
		await new Promise((resolve) => {
			setTimeout(resolve, options.intervalMs ?? 10);
		});
	}
}
