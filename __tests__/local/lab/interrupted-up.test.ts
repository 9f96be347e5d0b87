import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LocalLab } from "../../../local/lab/lab";
import { fixturePlan } from "../fixture-plan";
import { noBoot, ownLab } from "./own-lab";

const NAME = "interrupted";
const { look } = ownLab(NAME);

const PROGRAM = join(__dirname, "up-program.ts");

/** Runs `up` in a process of its own and sends it a signal when a phase begins. */
async function interrupt(phase: string, signal: NodeJS.Signals) {
	const child = spawn(process.execPath, ["--import", "tsx", PROGRAM, NAME], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.on("data", (chunk: Buffer) => {
			const begun = output.includes(`${phase} started`);
			output += chunk.toString();
			if (!begun && output.includes(`${phase} started`)) {
				child.kill(signal);
			}
		});
	}
	const code = await new Promise((resolve) => {
		child.once("close", resolve);
	});
	return { code, output };
}

describe.skipIf(noBoot)(`an interrupted up${noBoot}`, () => {
	test.each([
		"capsule",
		"fabric",
		"boot",
	])("by Ctrl-C during %s cleans up after itself", async (phase) => {
		const before = await look();
		const { code, output } = await interrupt(phase, "SIGINT");
		expect(output).toMatch(
			/interrupted; everything it had created was removed/,
		);
		expect(code).toBe(130);
		expect(await look()).toEqual(before);
		expect(await LocalLab.down(NAME)).toBe(false);
	});

	test.each([
		"capsule",
		"fabric",
		"boot",
	])("by SIGKILL during %s leaves something that down removes", async (phase) => {
		const before = await look();
		await interrupt(phase, "SIGKILL");
		expect(await LocalLab.down(NAME)).toBe(true);
		expect(await look()).toEqual(before);
	});

	test("by SIGKILL during boot is finished by the next up", async () => {
		const before = await look();
		await interrupt("boot", "SIGKILL");
		const plan = fixturePlan(NAME);
		const next = await LocalLab.up(plan);
		expect(next).toMatchObject({ created: false, resumed: true });
		expect(next.answers[0]?.node).toMatch(/^node-/);
		expect(await LocalLab.up(plan)).toMatchObject({
			...{ created: false, resumed: false },
		});
		expect(await LocalLab.down(NAME)).toBe(true);
		expect(await look()).toEqual(before);
	}, 60_000);
});

describe.skipIf(noBoot)(`a complete up${noBoot}`, () => {
	test("with preemption ends when each node has the address it is preferred for", async () => {
		const plan = fixturePlan(NAME, { lab: "dual-master", timing: "classic" });
		const { lab } = await LocalLab.up(plan);
		const { vips, cloud } = await lab.status();
		expect(vips.map(({ holders }) => holders)).toEqual([
			["node-1"],
			["node-2"],
		]);
		expect(cloud).toBeDefined();
		expect(await LocalLab.down(NAME)).toBe(true);
	}, 60_000);
});
