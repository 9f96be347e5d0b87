import { constants } from "node:fs";
import { access, mkdir, readdir, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRoot } from "./host";
import { numbers, poll, readIfThere } from "./proc";
import { giveToLab } from "./user-namespace";

/** Where this process may make control groups of the unified hierarchy. */
export interface CgroupBase {
	readonly directory: string;
	readonly writable: boolean;
}

/**
 * The directory for our control groups: the top of the unified hierarchy for root, the own group for an ordinary
 * user. Only the unified hierarchy (cgroup 2) is used; hybrid systems mount it beside the old ones.
 *
 * @returns `undefined` when no cgroup 2 file system is mounted
 */
export async function cgroupBase(): Promise<CgroupBase | undefined> {
	const mounts = (await readIfThere("/proc/self/mountinfo")) ?? "";
	const line = mounts.split("\n").find((text) => text.includes(" - cgroup2 "));
	const mountPoint = line?.split(" ")[4];
	if (!mountPoint) {
		return undefined;
	}
	const own = (await readIfThere("/proc/self/cgroup"))?.match(/^0::(.*)$/m);
	const directory = isRoot() ? mountPoint : join(mountPoint, own?.[1] ?? "/");
	const writable = await access(directory, constants.W_OK)
		.then(() => access(join(directory, "cgroup.procs"), constants.W_OK))
		.then(
			() => true,
			() => false,
		);
	return { directory, writable };
}

/** The files of a control group that whoever makes groups below it has to write. */
const DELEGATED = [
	"cgroup.procs",
	"cgroup.threads",
	"cgroup.subtree_control",
] as const;

/** Make a control group in which a lab's users may make others. */
export async function makeGroup(directory: string): Promise<void> {
	await mkdir(directory, { recursive: true });
	for (const file of ["", ...DELEGATED]) {
		await giveToLab(join(directory, file));
	}
}

/** PIDs in a group and in all groups below it. */
export async function processesIn(
	directory: string,
): Promise<readonly number[]> {
	const groups = [directory, ...(await groupsBelow(directory))];
	const lists = await Promise.all(
		groups.map((group) => readIfThere(join(group, "cgroup.procs"))),
	);
	return lists.flatMap(numbers);
}

/** Ends every process in a group and below it with SIGKILL; all at once where the kernel can (5.14). */
async function killGroup(directory: string): Promise<void> {
	const atOnce = await writeFile(join(directory, "cgroup.kill"), "1").then(
		() => true,
		() => false,
	);
	if (atOnce) {
		return;
	}
	for (const pid of await processesIn(directory)) {
		try {
			process.kill(pid, "SIGKILL");
		} catch {
			// It has ended meanwhile.
		}
	}
}

/**
 * Ends every process of a group and removes it with all groups below it.
 *
 * @returns PIDs that did not end within `timeoutMs`
 */
export async function destroyGroup(
	directory: string,
	timeoutMs = 10_000,
): Promise<readonly number[]> {
	const empty = await poll(
		async () => {
			if ((await processesIn(directory)).length === 0) {
				return true;
			}
			await killGroup(directory);
			return undefined;
		},
		{ timeoutMs },
	);
	if (!empty) {
		return processesIn(directory);
	}
	// A process that has just ended may keep its group busy for a moment.
	const removed = await poll(() => removeGroups(directory), { timeoutMs });
	return removed ? [] : processesIn(directory);
}

async function removeGroups(directory: string): Promise<true | undefined> {
	for (const group of [...(await groupsBelow(directory)), directory]) {
		await rmdir(group).catch(() => {});
	}
	return access(directory).then(
		() => undefined,
		() => true,
	);
}

/** The groups below a group, deepest first. */
async function groupsBelow(directory: string): Promise<readonly string[]> {
	const entries = await readdir(directory, { withFileTypes: true }).catch(
		() => [],
	);
	const below: string[] = [];
	for (const entry of entries.filter((found) => found.isDirectory())) {
		const path = join(directory, entry.name);
		below.push(...(await groupsBelow(path)), path);
	}
	return below;
}
