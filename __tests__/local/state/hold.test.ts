import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holderOf } from "../../../local/host/lock";
import { poll } from "../../../local/host/proc";
import { holdLab } from "../../../local/state/hold";
import { StateStore } from "../../../local/state/state";

let directory: string;

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "halab-hold-"));
});

afterAll(async () => {
	await rm(directory, { recursive: true });
});

describe("the hold on a lab", () => {
	test("is refused to a second one, who is told by whom and since when; nothing is written for it", async () => {
		const held = new StateStore("held", directory);
		const lock = await holdLab(held, "the drill power-cut", { make: true });
		const holder = await holderOf(held.directory);
		expect(holder).toMatchObject({
			...{ pid: process.pid, purpose: "the drill power-cut" },
			since: expect.stringMatching(/^\d{4}-.*Z$/),
		});
		await expect(holdLab(held, "the command up")).rejects.toThrow(
			new RegExp(
				`^The lab held is held by the drill power-cut since ${holder?.since} \\(PID ${process.pid}\\)\\.\n→ .*halab down --force`,
			),
		);
		await lock?.release();
		expect(await holderOf(held.directory)).toBeUndefined();
		const again = await holdLab(held, "the command up");
		await again?.release();
		expect(await readdir(held.directory)).toEqual([]);
	});

	test("of a lab that is not there is none, and makes no file", async () => {
		const before = await readdir(directory);
		const absent = new StateStore("absent", directory);
		expect(await holdLab(absent, "the command down")).toBeUndefined();
		expect(await readdir(directory)).toEqual(before);
	});

	test("ends with its holder, however that ends", async () => {
		const killed = new StateStore("killed", directory);
		const program = `require("tsx/cjs");
			const { holdLab } = require(${JSON.stringify(join(__dirname, "../../../local/state/hold"))});
			const { StateStore } = require(${JSON.stringify(join(__dirname, "../../../local/state/state"))});
			holdLab(new StateStore("killed", ${JSON.stringify(directory)}), "a soak", { make: true })
				.then(() => console.log("held"));
			setInterval(() => {}, 1000);`;
		const child = spawn(process.execPath, ["-e", program]);
		await new Promise((resolve) => {
			child.stdout.once("data", resolve);
		});
		expect(await holderOf(killed.directory)).toMatchObject({
			...{ pid: child.pid, purpose: "a soak" },
		});
		const ended = once(child, "close");
		child.kill("SIGKILL");
		await ended;
		const lock = await holdLab(killed, "the command down");
		expect(lock).toBeDefined();
		await lock?.release();
	});

	test("is on the lab's directory of now, not on one that was deleted while it was waited for", async () => {
		const moving = new StateStore("moving", directory);
		await mkdir(moving.directory);
		const first = spawn("flock", [moving.directory, "cat"]);
		const locks = (mark: string) => async () =>
			(await readFile("/proc/locks", "utf8")).includes(mark) ? true : undefined;
		await poll(locks(`WRITE ${first.pid} `), { timeoutMs: 5_000 });
		const waiting = holdLab(moving, "the command up", { make: true });
		await poll(locks("->"), { timeoutMs: 2_000 });
		await moving.remove();
		first.stdin.end();
		const second = await waiting;
		expect(await holderOf(moving.directory)).toMatchObject({
			purpose: "the command up",
		});
		await expect(holdLab(moving, "a soak")).rejects.toThrow(/the command up/);
		await second?.release();
	});
});
