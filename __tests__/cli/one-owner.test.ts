import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { poll } from "../../local/host/proc";
import { LAB_TEST } from "../local/lab/own-lab";
import { type Traces, traces } from "../local/lab/traces";
import { Workplace } from "./halab";

const ROOT = process.getuid?.() === 0;
const NAME = "halab-owner";

describe.skipIf(!ROOT)("one owner at a time (needs root)", LAB_TEST, () => {
	const workplace = new Workplace();
	const state = join(workplace.directory, "state");
	workplace.writeSettings(`name: ${NAME}\ntiming: fast\n`);
	const look = (): Promise<Traces> => traces(NAME, state);
	let before: Traces;

	beforeAll(async () => {
		before = await look();
	});

	afterAll(() => {
		workplace.halab("down", "--force");
		workplace.remove();
	});

	test("Ctrl-C twice: what is left broken is said before and after, and shown; down leaves nothing", async () => {
		expect(workplace.halab("up").exitCode).toBe(0);
		const drill = workplace.start("drill", "power-cut");
		await drill.said(/node-[12] answers now/);
		drill.interrupt();
		await drill.said(/healed first.*Ctrl-C again ends at once and leaves it/);
		drill.interrupt();
		await drill.said(
			/Left broken: .*\(node-[12]\)\. Mend it with: .*halab down, then .*halab up/,
		);
		expect(await drill.exitCode()).toBe(130);
		expect(workplace.halab("status").stdout).not.toContain("held by");
		expect(workplace.halab("down").exitCode).toBe(0);
		expect(await look()).toEqual(before);
		expect(readdirSync(state)).toEqual([]);
	}, 90_000);

	test("a drill that was killed holds nothing", async () => {
		expect(workplace.halab("up").exitCode).toBe(0);
		const drill = workplace.start("drill", "power-cut");
		await drill.said(/one request every/);
		expect(workplace.halab("status").stdout).toMatch(
			/held by the drill power-cut since \d{4}-.*Z \(PID \d+\)/,
		);
		drill.kill();
		await drill.exitCode();
		const { stdout, exitCode } = workplace.halab("status");
		expect(stdout).not.toContain("held by");
		expect(exitCode).toBe(0);
	}, 90_000);

	test("while a soak holds the lab, who would spoil it is told by whom and since when", async () => {
		// What the killed drill broke.
		expect(workplace.halab("down").exitCode).toBe(0);
		expect(workplace.halab("up").exitCode).toBe(0);
		const soak = workplace.start("soak", "--minutes", "5");
		await poll(
			async () =>
				workplace.halab("status").stdout.includes("held by a soak")
					? true
					: undefined,
			{ timeoutMs: 20_000 },
		);
		for (const words of [["drill", "stop-keepalived"], ["up"], ["down"]]) {
			const { exitCode, stderr } = workplace.halab(...words);
			expect(stderr).toMatch(
				/The lab halab-owner is held by a soak since \d{4}-.*Z \(PID \d+\)\.\n→ Wait .*halab down --force/,
			);
			expect(exitCode).toBe(1);
		}
		const other = workplace.halab("status", "--name", "other");
		expect(other.stderr).toMatch(
			/^No lab called other is running\.\nRunning are: halab-owner \(havip-nopreempt, since .*\)\./,
		);
		expect(other.exitCode).toBe(1);
		const { stdout } = workplace.halab("exec", "client", "--", "hostname");
		expect(stdout).toBe("client\n");

		const down = workplace.halab("down", "--force");
		expect(down.stdout, down.stderr).toMatch(/^halab-owner is removed/);
		expect(down.exitCode).toBe(0);
		expect(await soak.exitCode()).toBe(130);
		await soak.said(/was interrupted; what it broke is healed/);
		expect(await look()).toEqual(before);
		expect(readdirSync(state)).toEqual([]);
	}, 120_000);

	test("event logs are kept when asked for, and their end is said", async () => {
		expect(workplace.halab("up").exitCode).toBe(0);
		workplace.halab("drill", "stop-keepalived-on-backup");
		const logs = join(workplace.directory, "kept");
		const refused = workplace.halab("down", "--keep-logs", "halab.yaml");
		expect(refused.stderr).toMatch(/halab\.yaml.*a file, not a directory/);
		expect(workplace.halab("status").exitCode).toBe(0);
		const { stdout } = workplace.halab("down", "--keep-logs", logs);
		expect(stdout).toBe(
			`halab-owner is removed; 1 event log of its drills is kept in ${logs}.\n`,
		);
		expect(readdirSync(join(logs, "drills"))).toHaveLength(1);
		expect(await look()).toEqual(before);
	}, 90_000);
});
