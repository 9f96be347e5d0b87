import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cgroupBase, destroyGroup, processesIn } from "../host/cgroup";
import { LocalLabError } from "../host/errors";
import { isRunning, type ProcessId, poll, startTimeOf } from "../host/proc";
import { removeUnfinishedImages } from "../machine/image";
import { groupName, type StateStore } from "../state/state";

const END_TIMEOUT_MS = 10_000;

/**
 * Remove everything of a lab but its directory: processes with all their namespaces, control groups, state. Works for what a
 * crash left too, whether the state can be read or not. The caller holds the lab.
 *
 * @returns whether there was anything
 */
export async function clearLab(store: StateStore): Promise<boolean> {
	const found = await endLab(store);
	await store.clear();
	return found;
}

/**
 * End everything of a lab, and leave its files. Nothing is written.
 *
 * @returns whether there was anything
 */
export async function endLab(store: StateStore): Promise<boolean> {
	const found = await store.exists();
	const state = await store.read().catch(() => undefined);
	const groups = await groupsOf(store, state?.cgroup);
	// Known before anything is killed: a process that is ending has left its group, but not its namespaces.
	const processes = await identify(
		(await Promise.all(groups.map(processesIn))).flat(),
	);
	if (state?.capsule) {
		processes.push(state.capsule);
	}
	if (state?.capsule && (await isRunning(state.capsule))) {
		process.kill(state.capsule.pid, "SIGKILL");
	}
	const survivors = await Promise.all(
		groups.map((group) => destroyGroup(group, END_TIMEOUT_MS)),
	);
	const remaining = await poll(
		async () => {
			const running = await filterRunning(processes);
			return running.length === 0 ? [] : undefined;
		},
		{ timeoutMs: END_TIMEOUT_MS },
	);
	const pids = [
		...survivors.flat(),
		...(remaining ?? (await filterRunning(processes))).map(({ pid }) => pid),
	];
	if (pids.length > 0) {
		throw new LocalLabError(
			`Processes of the lab ${store.name} have not ended: PID ${[...new Set(pids)].join(", ")}.`,
			{
				remedy:
					"Look at them with `ps`, end them, then run `halab down` again.",
			},
		);
	}
	await removeUnfinishedImages();
	return found || groups.length > 0;
}

async function identify(pids: readonly number[]): Promise<ProcessId[]> {
	const found: ProcessId[] = [];
	for (const pid of pids) {
		const startTime = await startTimeOf(pid);
		if (startTime !== undefined) {
			found.push({ pid, startTime });
		}
	}
	return found;
}

async function filterRunning(
	processes: readonly ProcessId[],
): Promise<readonly ProcessId[]> {
	const running = await Promise.all(processes.map(isRunning));
	return processes.filter((_, index) => running[index]);
}

/** Every control group that belongs to this lab, also those of runs whose state is lost. */
async function groupsOf(
	store: StateStore,
	known: string | undefined,
): Promise<readonly string[]> {
	const base = await cgroupBase();
	const parents = new Set<string>();
	if (base) {
		parents.add(base.directory);
	}
	if (known) {
		parents.add(dirname(known));
	}
	// The known one whatever its name: its lab may have been started by another spelling of the state directory.
	const found = new Set(known ? [known] : []);
	for (const parent of parents) {
		const entries = await readdir(parent).catch(() => []);
		const prefix = groupName(store.name, store.runPrefix);
		const own = entries.filter((entry) => entry.startsWith(prefix));
		for (const entry of own) {
			found.add(join(parent, entry));
		}
	}
	return [...found];
}
