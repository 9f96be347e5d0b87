import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planHash } from "../../local/local-plan";
import { takeLock } from "../../local/lock";
import { startTimeOf } from "../../local/proc";
import { type LabState, StateStore } from "../../local/state";
import { fixturePlan } from "./fixture-plan";

let directory: string;
let store: StateStore;

const plan = fixturePlan("state");
const state: LabState = {
	version: 1,
	run: "1f",
	phase: "starting",
	startedAt: "2026-11-20T12:00:00.000Z",
	planHash: planHash(plan),
	plan,
	image: "/images/1",
	cgroup: "/sys/fs/cgroup/halab.state.1f",
};

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "halab-state-"));
	store = new StateStore("state", directory);
});

afterAll(async () => {
	await rm(directory, { recursive: true });
});

describe("the state of a lab", () => {
	test("is nothing before the lab was started", async () => {
		expect(await new StateStore("other", directory).read()).toBeUndefined();
	});

	test("is read as it was written, the plan's hash included", async () => {
		await store.write(state);
		const read = await store.read();
		expect(read).toEqual(JSON.parse(JSON.stringify(state)));
		expect(read && planHash(read.plan)).toBe(state.planHash);
	});

	test("is replaced as a whole", async () => {
		await store.write({ ...state, phase: "started" });
		expect(await readdir(store.directory)).toEqual(["state.json"]);
		expect((await store.read())?.phase).toBe("started");
	});

	test.each([
		["of another version", JSON.stringify({ ...state, version: 99 })],
		["cut off", '{"version": 1, "run'],
		["without a plan", JSON.stringify({ ...state, plan: {} })],
	])("says what to do when the file is %s", async (_, text) => {
		await writeFile(store.path("state.json"), text);
		await expect(store.read()).rejects.toThrow(
			/state\.json is not a state that this version of halab understands(.|\n)*→ Run `halab down`/,
		);
	});
});

describe("the lock of a lab", () => {
	test("is refused to a second taker, who is told by whom", async () => {
		const lock = await takeLock(store.lockFile, "the lab state");
		await expect(takeLock(store.lockFile, "the lab state")).rejects.toThrow(
			`Another halab process is busy with the lab state (PID ${process.pid}).`,
		);
		await lock.release();
		const again = await takeLock(store.lockFile, "the lab state");
		await again.release();
	});

	test("is free when its file names a process that is gone", async () => {
		await writeFile(store.lockFile, "999999999\n");
		const lock = await takeLock(store.lockFile, "the lab state");
		await lock.release();
	});
});

test("a process is known by its PID and its start time", async () => {
	expect(await startTimeOf(process.pid)).toBeGreaterThan(0);
	expect(await startTimeOf(process.pid)).toBe(await startTimeOf(process.pid));
	expect(await startTimeOf(999_999_999)).toBeUndefined();
});
