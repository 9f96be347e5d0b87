import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { LAB_TEST } from "../local/lab/own-lab";
import { Workplace } from "./halab";

const ROOT = process.getuid?.() === 0;

const reportSchema = z.object({
	before: z.string(),
	after: z.string(),
	atEnd: z.string(),
	intervalMs: z.number(),
	outage: z.object({
		sent: z.number(),
		lost: z.number(),
		longestMs: z.number(),
	}),
	prediction: z.object({ maxMs: z.number() }),
	phases: z.object({ newMaster: z.string() }),
	vantages: z.array(z.object({ vantage: z.string() })),
	audits: z.array(z.object({ name: z.string(), passed: z.boolean() })),
});

/** Depends on how busy the machine is, so a test does not judge it. */
const TIMING_AUDIT = "within the prediction";

describe.skipIf(!ROOT)(
	"the first lab, up to down (needs root)",
	LAB_TEST,
	() => {
		const workplace = new Workplace();
		workplace.writeSettings("name: halab-test\ntiming: fast\n");

		afterAll(() => {
			workplace.halab("down");
			workplace.remove();
		});

		test("up: both nodes run and one of them answers at the VIP", () => {
			const { exitCode, stdout, stderr } = workplace.halab("up");
			expect(exitCode, stderr).toBe(0);
			expect(stdout).toMatch(/node-1 +10\.34\.0\.2 +running/);
			expect(stdout).toMatch(/node-2 +10\.34\.0\.3 +running/);
			expect(stdout).toMatch(
				/10\.34\.0\.200 answers: (node-[12]) \(its page says "\1 (Master|Slave)"\)/,
			);
		}, 120_000);

		test("up again changes nothing", () => {
			const { exitCode, stdout } = workplace.halab("up");
			expect(exitCode).toBe(0);
			expect(stdout).toMatch(/running already; nothing was changed/);
		});

		test("exec passes arguments, output and exit code on", () => {
			const { exitCode, stdout } = workplace.halab(
				"exec",
				"node-2",
				"--",
				"sh",
				"-c",
				"hostname; exit 7",
			);
			expect(stdout).toBe("node-2\n");
			expect(exitCode).toBe(7);
		});

		test("a planned switch: another node takes over and keeps the address", () => {
			const { stdout, stderr } = workplace.halab(
				"drill",
				"stop-keepalived",
				"--json",
			);
			expect(stdout, stderr).not.toBe("");
			const report = reportSchema.parse(JSON.parse(stdout));
			expect(
				report.audits.filter(
					(audit) => !audit.passed && audit.name !== TIMING_AUDIT,
				),
			).toEqual([]);
			expect(report.audits.map((audit) => audit.name)).toContain(
				"the address did not move back",
			);
			expect(report.after).not.toBe(report.before);
			expect(report.atEnd).toBe(report.after);
			expect(report.outage.sent).toBeGreaterThan(200);
		}, 60_000);

		test("a dead service and a dead node: another node takes over, and all is mended", () => {
			for (const fault of ["crash-nginx", "power-cut"]) {
				const { stdout, stderr } = workplace.halab("drill", fault, "--json");
				expect(stdout, stderr).not.toBe("");
				const report = reportSchema.parse(JSON.parse(stdout));
				expect(
					report.audits.filter(
						(audit) => !audit.passed && audit.name !== TIMING_AUDIT,
					),
					fault,
				).toEqual([]);
				expect(report.phases.newMaster).toBe(report.after);
				expect(report.vantages.map(({ vantage }) => vantage)).toEqual(
					expect.arrayContaining(["client", "bastion"]),
				);
			}
			expect(workplace.halab("status").stdout).not.toContain("powered off");
		}, 60_000);

		test("several runs are summed up, and a budget decides", () => {
			const { stdout, stderr } = workplace.halab(
				...["drill", "stop-keepalived-on-backup"],
				...["--runs", "2", "--budget", "10s"],
			);
			expect(stderr).not.toMatch(/the budget is/);
			expect(stdout).toMatch(/FAULT +RUNS +P50 +P95 +MAX/);
			expect(stdout).toMatch(/stop-keepalived-on-backup +2 +\d+ ms/);
		}, 60_000);

		test("a split brain: both nodes are master until they hear each other again", () => {
			const { stdout, stderr } = workplace.halab("drill", "split-brain");
			expect(stdout, stderr).toMatch(/✔ both nodes were master at once/);
			expect(stdout).toMatch(/✔ one master after healing/);
			expect(stdout).toMatch(/requests lost from neighbour/);
			// Whether a connection breaks is a matter of whose announcement came last.
			expect(stdout).toMatch(
				/connections +(none|\d+) of \d+ long-lived connections broke/,
			);
		}, 60_000);

		test("a soak tells how to repeat it", () => {
			const { stdout, stderr } = workplace.halab(
				...["soak", "--minutes", "0.01", "--seed", "4"],
			);
			expect(stdout, stderr).toMatch(
				/^1 steps with seed 4; \d+ false failovers;/m,
			);
		}, 60_000);

		test("an interrupted drill mends what it broke", async () => {
			const drill = workplace.start("drill", "hang-nginx");
			await drill.said(/SIGSTOP to nginx on the master/);
			drill.interrupt();
			await drill.said(/healed first.*Ctrl-C again ends at once/);
			expect(await drill.exitCode()).toBe(130);
			const { stdout } = workplace.halab(
				...["exec", "node-1", "--", "ps", "-C", "nginx", "-o", "stat="],
			);
			expect(stdout).not.toMatch(/T/);
		}, 60_000);

		test("the drill's event log has every request and both faults", () => {
			const directory = join(
				workplace.directory,
				"state",
				"halab-test",
				"drills",
			);
			const [file = ""] = readdirSync(directory).sort();
			const events = readFileSync(join(directory, file), "utf8")
				.trim()
				.split("\n")
				.map((line) =>
					z
						.looseObject({ type: z.string(), timeNs: z.number() })
						.parse(JSON.parse(line)),
				);
			expect(events.filter((event) => event.type === "fault")).toHaveLength(2);
			expect(
				events.filter((event) => event.type === "probe").length,
			).toBeGreaterThan(200);
			expect(events.map((event) => event.timeNs)).toEqual(
				events.map((event) => event.timeNs).sort((a, b) => a - b),
			);
		});

		test("the notify script wrote the transitions as the tutorials do", () => {
			const { stdout } = workplace.halab(
				"exec",
				"node-1",
				"--",
				"cat",
				"/var/log/keepalived.log",
			);
			expect(stdout).toMatch(
				/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] {2}notify_backup$/m,
			);
			expect(stdout).toMatch(/ {2}notify_master$/m);
		});

		test("down removes it", () => {
			expect(workplace.halab("down").stdout).toMatch(/halab-test is removed/);
			expect(workplace.halab("status").exitCode).toBe(1);
		});
	},
);
