import { readdir, readFile } from "node:fs/promises";
import { cgroupBase } from "../../../local/host/cgroup";
import { startTimeOf } from "../../../local/host/proc";
import { run } from "../../../local/host/process";

/** What one lab could leave on this computer, outside its cache. */
export interface Traces {
	readonly controlGroups: readonly string[];
	/** Command lines of processes that were started on behalf of the lab, wherever they are. */
	readonly processes: readonly string[];
	readonly mounts: readonly string[];
	readonly namedNetworks: string;
	readonly interfaces: readonly string[];
}

/**
 * Look at everything that a lab could leave; other labs may be running.
 *
 * @param lab its name
 * @param mark a text that only processes of this lab have in their environment
 */
export async function traces(lab: string, mark: string): Promise<Traces> {
	const base = await cgroupBase();
	const groups = base ? await readdir(base.directory) : [];
	return {
		controlGroups: groups.filter((name) => name.startsWith(`halab.${lab}.`)),
		processes: await processesOf(lab, mark),
		mounts: (await readFile("/proc/self/mountinfo", "utf8"))
			.split("\n")
			.map((line) => line.split(" ").slice(3, 5).join(" "))
			.sort(),
		namedNetworks: (await run("ip", ["netns"])).stdout,
		interfaces: (await readdir("/sys/class/net")).sort(),
	};
}

/** A namespace lives as long as a process or a mount holds it, so processes tell about namespaces too. */
async function processesOf(
	lab: string,
	mark: string,
): Promise<readonly string[]> {
	const found: string[] = [];
	for (const pid of await readdir("/proc")) {
		if (!/^\d+$/.test(pid)) {
			continue;
		}
		const [environment, groups, command] = await Promise.all(
			["environ", "cgroup", "cmdline"].map((file) =>
				readFile(`/proc/${pid}/${file}`, "utf8").catch(() => ""),
			),
		);
		const marked =
			environment?.includes(mark) || groups?.includes(`/halab.${lab}.`);
		// One that has ended waits for this computer's PID 1 to take note; it holds nothing any more.
		if (marked && (await startTimeOf(Number(pid))) !== undefined) {
			found.push(`${pid} ${command?.replaceAll("\0", " ")}`);
		}
	}
	return found;
}
