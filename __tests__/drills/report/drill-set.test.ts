import { describe, expect, it } from "vitest";
import { toNdjson } from "../../../drills/log/event-log";
import { readDrillLog } from "../../../drills/log/read-log";
import { compareSetups } from "../../../drills/report/comparison";
import {
	type DrillLog,
	slowestRun,
	viewDrillSet,
} from "../../../drills/report/drill-set";
import {
	reportFile,
	reportFileSchema,
} from "../../../drills/report/report-file";
import { handMadeLog } from "../hand-made-log";
import { asSubject, CONTEXT, exampleView, realLogs } from "./fixtures";

/** Drills with different outages are different ones: each began at another moment. */
const made = (outageMs: number, file = "log"): DrillLog => ({
	file,
	log: handMadeLog({ outageMs, drill: { phaseMs: outageMs } }),
});

const { budgetMs: _, ...noBudget } = CONTEXT;

describe("a set of drills", () => {
	it("is put together by lab, then by fault", () => {
		const { setups } = exampleView();
		expect(
			setups.map(({ lab, cloud, subject, faults }) => [
				...[lab, cloud, subject ?? "ours"],
				faults.map(({ summary, runs }) => `${summary.drill} ${runs.length}`),
			]),
		).toEqual([
			[
				...["havip-nopreempt", "tencentcloud", "ours"],
				["stop-keepalived 1", "crash-nginx 1", "power-cut 2"],
			],
			[
				...["route-nexthop", "ksyun", "ours"],
				["stop-keepalived 1", "power-cut 1"],
			],
			["havip-nopreempt", "tencentcloud", "seed:kingsoft", ["power-cut 2"]],
			["route-nexthop", "ksyun", "seed:kingsoft", ["power-cut 1"]],
		]);
	});

	it("gives every run an id of its own and its date", () => {
		const runs = exampleView().setups.flatMap(({ faults }) =>
			faults.flatMap((fault) => fault.runs),
		);
		expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
		expect(runs[0]).toMatchObject({
			id: "stop-keepalived-1",
			date: "2026-11-21T09:06:46.917Z",
		});
	});

	it("says when a drill began and what its moment was drawn from, where the log does", () => {
		const startedAt = "2026-11-21T11:40:12.345Z";
		const drill = { startedAt, seed: 7, run: 3 };
		const written = toNdjson(handMadeLog({ drill }));
		const view = viewDrillSet(
			[{ file: "log", log: readDrillLog(written, "log") }, made(30)],
			noBudget,
		);
		const [known, old] =
			reportFileSchema.parse(JSON.parse(JSON.stringify(reportFile(view))))
				.setups[0]?.faults[0]?.drills ?? [];
		expect(known).toMatchObject({
			date: startedAt,
			drawnFrom: { seed: 7, run: 3 },
		});
		expect(old?.date).toBeUndefined();
		expect(old?.drawnFrom).toBeUndefined();
	});

	it("fails when a drill failed", () => {
		expect(viewDrillSet([made(20)], noBudget).passed).toBe(true);
		expect(viewDrillSet([made(20), made(200)], noBudget).passed).toBe(false);
	});

	it("fails when a drill took longer than the budget", () => {
		const view = (budgetMs: number) =>
			viewDrillSet([made(20)], { ...CONTEXT, budgetMs });
		expect(view(20).passed).toBe(true);
		expect(view(19).passed).toBe(false);
		expect(view(19).setups[0]?.faults[0]).toMatchObject({
			overBudget: 1,
			passed: false,
		});
	});

	it("does not judge the configurations that ours is compared with", () => {
		const theirs = asSubject(made(200).log, "seed:alibaba");
		const view = viewDrillSet(
			[{ file: "theirs", log: theirs }, made(20)],
			noBudget,
		);
		expect(view.passed).toBe(true);
		expect(view.setups.map(({ subject }) => subject)).toEqual([
			undefined,
			"seed:alibaba",
		]);
	});

	it("knows ours by its absence and by its name", () => {
		const named = asSubject(made(20).log, "halab");
		expect(
			viewDrillSet([made(20), { file: "", log: named }], CONTEXT).setups,
		).toHaveLength(1);
	});

	it("finds the slowest run", () => {
		const [setup] = viewDrillSet(
			[made(20), made(60), made(10)],
			CONTEXT,
		).setups;
		const [fault] = setup?.faults ?? [];
		expect(fault && slowestRun(fault)?.run).toBe(2);
	});

	it("refuses the same drill given twice", () => {
		const [first] = realLogs();
		const twice =
			first === undefined ? [] : [first, { ...first, file: "copy" }];
		expect(() => viewDrillSet(twice, CONTEXT)).toThrow(
			/stop-keepalived\.ndjson and copy hold the same drill/,
		);
	});

	it("names the file that holds no complete drill", () => {
		const cutOff = handMadeLog().slice(0, 20);
		expect(() =>
			viewDrillSet([{ file: "cut.ndjson", log: cutOff }], CONTEXT),
		).toThrow(/^cut\.ndjson does not hold a complete drill/);
	});

	it("sets ours beside the others, ours first", () => {
		expect(
			compareSetups(exampleView().setups).map(({ drill, bars }) => [
				drill,
				bars.map(({ subject }) => subject),
			]),
		).toEqual([
			["power-cut", [undefined, undefined, "seed:kingsoft", "seed:kingsoft"]],
		]);
		expect(compareSetups(viewDrillSet(realLogs(), CONTEXT).setups)).toEqual([]);
	});
});

describe("report.json", () => {
	it("is what its schema says, also when it was written and read", () => {
		const file = reportFile(exampleView());
		const read: unknown = JSON.parse(JSON.stringify(file));
		expect(reportFileSchema.strict().parse(read)).toEqual(read);
	});

	it("holds the failed audit with its piece of the log", () => {
		const [, ksyun] = reportFile(exampleView()).setups;
		const failed = ksyun?.faults
			.flatMap(({ drills }) => drills)
			.flatMap(({ audits }) => audits)
			.filter(({ passed }) => !passed);
		expect(failed?.[0]).toMatchObject({
			name: "within the prediction",
			evidence: expect.stringContaining("systemctl stop keepalived"),
		});
	});
});
