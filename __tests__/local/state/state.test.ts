import {
	chmod,
	chown,
	mkdir,
	mkdtemp,
	readdir,
	rm,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { examineQuickly } from "../../../local/lab/doctor";
import { planHash } from "../../../local/state/local-plan";
import { type LabState, StateStore } from "../../../local/state/state";
import { fixturePlan } from "../fixture-plan";

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
		expect((await readdir(store.directory)).sort()).toEqual([
			".halab-lab",
			"state.json",
		]);
		expect((await store.read())?.phase).toBe("started");
	});

	test.each([
		["of another version", JSON.stringify({ ...state, version: 99 })],
		["cut off", '{"version": 1, "run'],
		["without a plan", JSON.stringify({ ...state, plan: {} })],
		[
			"without the predictions that drills judge by",
			JSON.stringify({
				...state,
				plan: { ...plan, pair: { ...plan.pair, predictedOutages: undefined } },
			}),
		],
		["of another lab", JSON.stringify({ ...state, plan: fixturePlan("x") })],
		[
			"of a control group elsewhere",
			JSON.stringify({ ...state, cgroup: "/sys/fs/cgroup/system.slice" }),
		],
		[
			"of a capsule elsewhere",
			JSON.stringify({
				...state,
				capsule: { pid: 1, startTime: 1, cgroup: "/sys/fs/cgroup" },
			}),
		],
	])("says what to do when the file is %s", async (_, text) => {
		await writeFile(store.path("state.json"), text);
		await expect(store.read()).rejects.toThrow(
			/state\.json is not a state that this version of halab understands(.|\n)*→ Run `halab down`/,
		);
	});
});

test.each([
	["{", "It is not JSON."],
	['{"version": 1, "run": 5}', "run: must be a text; phase: is missing"],
])("what is wrong with a state %j is said in our own words", async (text, complaint) => {
	await writeFile(store.path("state.json"), text);
	await expect(store.read()).rejects.toThrow(`understands.\n  | ${complaint}`);
});

describe("what is not a lab's", () => {
	test.each([
		...["", ".", "..", "../x", "a/b", "/etc", "a\0b", "a\n", "ab\n", "A"],
		...["a".repeat(21), "-a", "a,b", "a:b"],
	])("%j names no lab: no path is made of it", (name) => {
		expect(() => new StateStore(name, directory)).toThrow(
			/is not a lab's name; it must be 1 to 20 characters/,
		);
	});

	test("a directory that halab did not make is not deleted", async () => {
		const other = new StateStore("somebody", directory);
		await mkdir(join(other.directory, "cloud"), { recursive: true });
		await writeFile(other.path("state.json"), "{}");
		await expect(other.remove()).rejects.toThrow(
			/somebody was not made by halab(.|\n)*→/,
		);
		expect((await readdir(other.directory)).sort()).toEqual([
			"cloud",
			"state.json",
		]);
	});

	test("a lab's directory goes with everything, though its state is broken", async () => {
		const broken = new StateStore("broken", directory);
		await broken.write(state);
		await writeFile(broken.path("state.json"), "{");
		await mkdir(broken.path("cloud"));
		await broken.remove();
		expect(await readdir(directory)).not.toContain("broken");
	});

	test.skipIf(process.getuid?.() !== 0)(
		"a state that another user could have written is not believed (needs root)",
		async () => {
			const foreign = new StateStore("state", join(directory, "foreign"));
			await foreign.write(state);
			await chmod(foreign.directory, 0o770);
			await expect(foreign.read()).rejects.toThrow(
				/can be written by other users, so halab does not trust what it says about a lab/,
			);
			await chmod(foreign.directory, 0o700);
			expect(await foreign.read()).toBeDefined();
			await chown(foreign.directory, 65_534, 65_534);
			await expect(foreign.read()).rejects.toThrow(/another user.*65534/);
			await expect(foreign.remove()).rejects.toThrow(/another user/);
		},
	);
});

describe("paths that a capsule cannot take", () => {
	test.each([
		"/a\nb",
		"/a:b",
		"/a,b",
		"/a\\b",
	])("a state directory %j is refused before anything is made", async (path) => {
		vi.stubEnv("HALAB_STATE_DIR", path);
		const failed = (await examineQuickly()).filter(
			({ verdict }) => verdict === "fail",
		);
		vi.unstubAllEnvs();
		expect(failed).toMatchObject([
			{
				title: "State directory",
				remedy: expect.stringMatching("HALAB_STATE_DIR"),
			},
		]);
	});
});
