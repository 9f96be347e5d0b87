import { mkdir } from "node:fs/promises";
import {
	GoneError,
	type Holder,
	holderOf,
	type Lock,
	takeLock,
} from "../host/lock";
import { isRunning, poll } from "../host/proc";
import type { StateStore } from "./state";

/** How often a lab's directory may be deleted under those who wait for it. */
const MOST_TRIES = 10;
/** What a drill that is told to end may take for healing, before it is ended by force. */
const HEAL_TIMEOUT_MS = 30_000;

/** What a lab is held for while it is removed. */
export const DOWN = "the command down";
/** What another `down` may take: its processes and control groups get some 20 s to end. */
const DOWN_TIMEOUT_MS = 60_000;

/** What somebody is told who needs a lab that another process holds. */
const REMEDY =
	"Wait until it has finished. Or end it and remove the lab: `halab down --force`.";

/**
 * Become the only process that works with a lab: who changes it, or measures it, wants nobody else to. The lock is on the
 * lab's directory: it comes and goes with the lab, so nothing is left and nothing has to be written.
 *
 * @param purpose as part of a sentence: "held by …"
 * @param options.make make the directory when it is missing
 * @returns `undefined` when there is no directory, hence nothing to hold
 * @throws BusyError that says who holds the lab and since when
 */
export async function holdLab(
	store: StateStore,
	purpose: string,
	{ make = false }: { readonly make?: boolean } = {},
): Promise<Lock | undefined> {
	for (let tries = 1; ; tries++) {
		if (make) {
			await store.requireOwn();
			await mkdir(store.directory, { recursive: true, mode: 0o700 });
		}
		if (!(await store.isThere())) {
			return undefined;
		}
		try {
			return await takeLock(
				store.directory,
				`The lab ${store.name}`,
				purpose,
				REMEDY,
			);
		} catch (error) {
			if (!(error instanceof GoneError) || tries === MOST_TRIES) {
				throw error;
			}
		}
	}
}

/** Make who holds a lab heal what it broke and end; after a while, make it end. Another `down` is waited for. */
export async function endHolder(store: StateStore): Promise<void> {
	const holder = await holderOf(store.directory);
	if (holder === undefined || holder.pid === process.pid) {
		return;
	}
	if (holder.purpose !== DOWN) {
		await endProcess(holder);
	}
	// Another `down` may have waited for the same holder.
	await poll(
		async () =>
			(await holderOf(store.directory))?.purpose === DOWN ? undefined : true,
		{ timeoutMs: DOWN_TIMEOUT_MS },
	);
}

async function endProcess(holder: Holder): Promise<void> {
	const ended = async (): Promise<true | undefined> =>
		(await isRunning(holder)) ? undefined : true;
	for (const signal of ["SIGTERM", "SIGKILL"] as const) {
		try {
			process.kill(holder.pid, signal);
		} catch {
			// It has ended meanwhile.
		}
		if (await poll(ended, { timeoutMs: HEAL_TIMEOUT_MS })) {
			return;
		}
	}
}
