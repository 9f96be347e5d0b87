import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LocalLab } from "../../local/lab";
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
			if (!begun && output.includes(`${phase} started`)) child.kill(signal);
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
});
