import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	mkdir,
	mkdtemp,
	readdir,
	rm,
	rmdir,
	symlink,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { cgroupBase } from "../../../local/host/cgroup";
import { poll } from "../../../local/host/proc";
import { run } from "../../../local/host/process";
import { LocalLab } from "../../../local/lab/lab";
import { holdLab } from "../../../local/state/hold";
import { planHash } from "../../../local/state/local-plan";
import {
	groupName,
	type LabState,
	StateStore,
} from "../../../local/state/state";
import { fixturePlan } from "../fixture-plan";

const ROOT = process.getuid?.() === 0;
const NAME = "down";
const SIZE = 4 * 1024 * 1024;
const plan = fixturePlan(NAME);

const groupOf = async (store: StateStore): Promise<string> =>
	join(
		(await cgroupBase())?.directory ?? "/",
		groupName(NAME, `${store.runPrefix}00`),
	);

/** What a lab that has crashed leaves: its files, and a control group. */
async function remains(root: string): Promise<StateStore> {
	const store = new StateStore(NAME, root);
	const run = `${store.runPrefix}00`;
	const state: LabState = {
		...{ version: 1, run, phase: "starting", plan, image: "/images/1" },
		...{ startedAt: "2026-11-20T12:00:00.000Z", planHash: planHash(plan) },
		cgroup: await groupOf(store),
	};
	await store.write(state);
	await mkdir(store.path("disks"));
	await writeFile(store.path("disks", "file"), "x");
	return store;
}

describe("down of a lab that somebody works with", () => {
	let directory = "";

	beforeAll(async () => {
		directory = await mkdtemp(join(tmpdir(), "halab-down-"));
		vi.stubEnv("HALAB_STATE_DIR", directory);
	});

	afterAll(async () => {
		vi.unstubAllEnvs();
		await rm(directory, { recursive: true });
	});

	/** A process that holds the lab. */
	async function holder(onTerm: string, purpose = "the drill power-cut") {
		const room = (path: string) =>
			JSON.stringify(join(__dirname, "../../..", path));
		const program = `require("tsx/cjs");
			const { holdLab } = require(${room("local/state/hold")});
			const { StateStore } = require(${room("local/state/state")});
			process.on("SIGTERM", () => { ${onTerm} });
			setInterval(() => {}, 1000);
			holdLab(new StateStore(${JSON.stringify(NAME)}), ${JSON.stringify(purpose)}).then(() => console.log("held"));`;
		const child = spawn(process.execPath, ["-e", program], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		await once(child.stdout, "data");
		return child;
	}

	test("says by whom and since when, and removes nothing; by force the holder ends properly first", async () => {
		const store = await remains(directory);
		const child = await holder(
			`require("node:fs").writeFileSync(${JSON.stringify(join(directory, "healed"))}, ""); process.exit(130);`,
		);
		const ended = once(child, "close");
		const held = new RegExp(
			`The lab down is held by the drill power-cut since \\d{4}-.*Z \\(PID ${child.pid}\\)(.|\\n)*halab down --force`,
		);
		await expect(LocalLab.down(NAME)).rejects.toThrow(held);
		await expect(LocalLab.attach(NAME)).rejects.toThrow(/held by the drill/);
		expect(await store.read()).toBeDefined();
		expect(await LocalLab.down(NAME, { force: true })).toBe(true);
		expect(await ended).toEqual([130, null]);
		expect(await readdir(directory)).toEqual(["healed"]);
		await rm(join(directory, "healed"));
	});

	test("is found by another spelling of the state directory", async () => {
		const link = `${directory}-link`;
		await symlink(directory, link);
		await remains(directory);
		const child = await holder("process.exit(130);");
		const ended = once(child, "close");
		vi.stubEnv("HALAB_STATE_DIR", link);
		try {
			expect(await LocalLab.down(NAME, { force: true })).toBe(true);
		} finally {
			vi.stubEnv("HALAB_STATE_DIR", directory);
			child.kill("SIGKILL");
			await rm(link);
		}
		expect(await ended).toEqual([130, null]);
		expect(await readdir(directory)).toEqual([]);
	});

	test("by force, too, another down is waited for, not ended", async () => {
		await remains(directory);
		const child = await holder("process.exit(130);", "the command down");
		const ended = once(child, "close");
		const down = LocalLab.down(NAME, { force: true });
		const first = await Promise.race([
			ended.then(() => "the other down"),
			setTimeout(1_500, "the time"),
		]);
		child.kill("SIGKILL");
		expect(first).toBe("the time");
		expect(await down).toBe(true);
		expect(await readdir(directory)).toEqual([]);
	});

	test("a file in the place of a lab is not taken for nothing", async () => {
		const file = join(directory, NAME);
		const noDirectory = `${file} is no directory, so halab does not trust what it says about a lab.`;
		await writeFile(file, "mine");
		await expect(LocalLab.down(NAME)).rejects.toThrow(noDirectory);
		await expect(LocalLab.attach(NAME)).rejects.toThrow(noDirectory);
		const store = new StateStore(NAME);
		await expect(holdLab(store, "x", { make: true })).rejects.toThrow(
			noDirectory,
		);
		expect(await readdir(directory)).toEqual([NAME]);
		await rm(file);
	});

	test.skipIf(!ROOT)(
		"the control group that its state names goes, though its name is of another state directory (needs root)",
		async () => {
			const store = await remains(directory);
			const state = await store.read();
			if (!state) {
				throw new Error("no state");
			}
			const run = "zzzzzz00";
			const cgroup = join(dirname(state.cgroup), groupName(NAME, run));
			await store.write({ ...state, run, cgroup });
			await mkdir(cgroup);
			try {
				expect(await LocalLab.down(NAME)).toBe(true);
				expect(await readdir(dirname(cgroup))).not.toContain(basename(cgroup));
			} finally {
				await rmdir(cgroup).catch(() => {});
			}
		},
	);

	test("the lock file that an earlier version left beside it goes with it, and no other file", async () => {
		await remains(directory);
		const file = join(directory, `${NAME}.lock`);
		await writeFile(file, "4711\n");
		await writeFile(join(directory, "other.lock"), "");
		await LocalLab.down(NAME);
		expect(await readdir(directory)).toEqual(["other.lock"]);
		await rm(join(directory, "other.lock"));
		await writeFile(file, "");
		expect(await LocalLab.down(NAME)).toBe(false);
		expect(await readdir(directory)).toEqual([]);
		await writeFile(file, "mine");
		await LocalLab.down(NAME);
		expect(await readdir(directory)).toEqual([`${NAME}.lock`]);
		await rm(file);
	});

	test("what cannot be done beforehand leaves everything as it is", async () => {
		const store = await remains(directory);
		await expect(
			LocalLab.down(NAME, {
				beforeRemoval: async () => {
					throw new Error("no room for the logs");
				},
			}),
		).rejects.toThrow("no room for the logs");
		expect(await store.read()).toBeDefined();
		expect(await LocalLab.down(NAME)).toBe(true);
		expect(await LocalLab.down(NAME)).toBe(false);
		expect(await readdir(directory)).toEqual([]);
	});
});

describe.skipIf(!ROOT)("down on a disk that takes nothing (needs root)", () => {
	let directory = "";

	beforeAll(async () => {
		directory = await mkdtemp(join(tmpdir(), "halab-down-"));
		const { exitCode, stderr } = await run("mount", [
			...["-t", "tmpfs", "-o", `size=${SIZE},mode=700`, "tmpfs", directory],
		]);
		expect(stderr).toBe("");
		expect(exitCode).toBe(0);
		vi.stubEnv("HALAB_STATE_DIR", directory);
	});

	afterAll(async () => {
		vi.unstubAllEnvs();
		await run("umount", [directory]);
		await rm(directory, { recursive: true });
	});

	const fill = async (): Promise<void> => {
		const block = Buffer.alloc(4096);
		const full = await poll(
			async () =>
				writeFile(join(directory, "filler"), block, { flag: "a" }).then(
					() => undefined,
					() => true,
				),
			{ timeoutMs: 20_000, intervalMs: 0 },
		);
		expect(full).toBe(true);
	};

	test("a full one: everything goes", async () => {
		await remains(directory);
		await fill();
		expect(await LocalLab.down(NAME)).toBe(true);
		expect(await readdir(directory)).toEqual(["filler"]);
		await rm(join(directory, "filler"));
	});

	test("a full one, with a state that was cut off", async () => {
		const store = await remains(directory);
		await writeFile(store.path("state.json"), '{"version": 1, "run');
		await fill();
		await expect(LocalLab.attach(NAME)).rejects.toThrow(/→ Run `halab down`/);
		expect(await LocalLab.down(NAME)).toBe(true);
		expect(await readdir(directory)).toEqual(["filler"]);
		await rm(join(directory, "filler"));
	});

	test("a read-only one: the processes go, the files are named, and go when they can", async () => {
		const store = await remains(directory);
		const group = await groupOf(store);
		await mkdir(group);
		const sleeper = spawn("sleep", ["600"]);
		const ended = once(sleeper, "close");
		await writeFile(join(group, "cgroup.procs"), String(sleeper.pid));
		await run("mount", ["-o", "remount,ro", directory]);
		const notices: string[] = [];
		const onNotice = (line: string) => notices.push(line);
		expect(await LocalLab.down(NAME, { onNotice })).toBe(true);
		expect(await ended).toEqual([null, "SIGKILL"]);
		expect(notices).toEqual([
			expect.stringMatching(
				/^The files of down stay in .*down: the file system is read-only\..*halab down$/,
			),
		]);
		await expect(readdir(group)).rejects.toThrow(/ENOENT/);
		await run("mount", ["-o", "remount,rw", directory]);
		expect(await LocalLab.down(NAME)).toBe(true);
		expect(await readdir(directory)).toEqual([]);
	});
});
