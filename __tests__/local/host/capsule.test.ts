import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Capsule } from "../../../local/host/capsule";
import {
	cgroupBase,
	destroyGroup,
	makeGroup,
} from "../../../local/host/cgroup";
import { poll } from "../../../local/host/proc";
import { noBoot } from "../lab/own-lab";

test("what a capsule said that could not be started is told with the error: its log goes with the lab", async () => {
	const directory = await mkdtemp(join(tmpdir(), "halab-capsule-"));
	try {
		const group = join(directory, "no-group");
		await expect(
			Capsule.start(group, join(directory, "capsule.log")),
		).rejects.toMatchObject({
			message: expect.stringContaining(`${group}/cgroup.procs`),
			remedy: expect.not.stringContaining(directory),
		});
	} finally {
		await rm(directory, { recursive: true });
	}
});

describe.skipIf(noBoot)(`a capsule${noBoot}`, () => {
	let directory = "";
	let capsule: Capsule;

	beforeAll(async () => {
		const base = await cgroupBase();
		if (!base) {
			throw new Error("no control groups");
		}
		directory = await mkdtemp(join(tmpdir(), "halab-capsule-"));
		const group = `halab.capsule-test.${randomBytes(4).toString("hex")}`;
		const cgroup = join(base.directory, group);
		await makeGroup(cgroup);
		capsule = await Capsule.start(cgroup, join(directory, "capsule.log"), {
			realTimePriority: 30,
		});
	});

	afterAll(async () => {
		process.kill(capsule.id.pid, "SIGKILL");
		await destroyGroup(capsule.id.cgroup);
		await rm(directory, { recursive: true });
	});

	const written = (file: string): Promise<string | undefined> =>
		poll(
			async () =>
				(await readFile(capsule.path(file), "utf8").catch(() => "")) ||
				undefined,
			{ timeoutMs: 5_000 },
		);

	test("hands every word over as it is", async () => {
		const words = ["two\nlines", "unit\u001fseparator", "", " blank "];
		await capsule.spawn(
			["sh", "-c", 'printf "<%s>" "$@"', "sh", ...words],
			"/run/words",
		);
		expect(await written("/run/words")).toBe(
			words.map((word) => `<${word}>`).join(""),
		);
	});

	test("refuses words that would not arrive in one piece", async () => {
		await expect(
			capsule.spawn(["true", "x".repeat(4096)], "/run/long"),
		).rejects.toThrow(/more than 4096 bytes/);
	});

	test("gives its real-time priority only to what is to have it", async () => {
		const show = ["chrt", "--pid", "0"];
		await capsule.spawn(show, "/run/ordinary");
		await capsule.spawn(show, "/run/real-time", { realTime: true });
		expect(await written("/run/ordinary")).toContain("SCHED_OTHER");
		expect(await written("/run/real-time")).toContain("SCHED_RR");
	});
});
