import { describe, expect, test } from "vitest";
import { withoutPrediction } from "../../../../drills/analysis/compare/as-tutorial";
import {
	compare,
	type Rival,
	type Subject,
} from "../../../../drills/analysis/compare/comparison";
import {
	endingOf,
	figuresOf,
} from "../../../../drills/analysis/compare/figures";
import {
	type DrillReport,
	reportDrill,
} from "../../../../drills/analysis/drill-report";
import { FAULTS } from "../../../../drills/faults/catalogue";
import { type HandMade, handMadeLog } from "../../hand-made-log";

const reportOf = (made: HandMade = {}): DrillReport =>
	reportDrill(handMadeLog(made));

const subject = (reports: readonly DrillReport[]): Subject => ({
	name: "halab",
	title: "ours",
	lab: "havip-nopreempt",
	cloud: "tencentcloud",
	timing: "safe",
	advertIntervalSeconds: 1,
	reports,
	impossible: {},
});

const rival = (
	reports: readonly DrillReport[],
	impossible: Readonly<Record<string, string>> = {},
): Rival => ({
	...subject(reports),
	name: "seed:tencent",
	title: "theirs",
	impossible,
	corrections: ["one"],
	kept: [],
	remarks: [],
});

const FAULT = [{ id: "stop-keepalived", title: "stop" }];

const rowOf = (
	ours: readonly DrillReport[],
	theirs: readonly DrillReport[],
	impossible?: Readonly<Record<string, string>>,
) => {
	const [row] = compare(subject(ours), rival(theirs, impossible), FAULT, {
		runs: 1,
		intervalMs: 10,
		from: "client",
	}).rows;
	if (row === undefined) {
		throw new Error("no row");
	}
	return row;
};

describe("how a drill ended", () => {
	test("another node took over", () => {
		expect(endingOf(reportOf())).toBe("as-expected");
	});

	test("it is judged by its outcome, wherever that audit stands", () => {
		const report = reportOf({ outageMs: 250 });
		const audits = report.audits.toSorted(
			(left, right) => Number(left.passed) - Number(right.passed),
		);
		expect(audits[0]?.audit).toBe("within-prediction");
		expect(endingOf({ ...report, audits })).toBe("as-expected");
	});

	test("nobody took over, and nobody answers at the end", () => {
		expect(endingOf(reportOf({ nobodyTakesOver: true }))).toBe("not-back");
	});

	test("nobody took over until it was healed", () => {
		const report = reportOf({ nobodyTakesOver: true });
		expect(endingOf({ ...report, atEnd: "node-1" })).toBe("nobody-served");
	});

	test("nobody took over, the node came back by itself", () => {
		const report = reportOf({ nobodyTakesOver: true });
		expect(endingOf({ ...report, after: "node-1", atEnd: "node-1" })).toBe(
			"served-by-the-same",
		);
	});

	test("a fault that nobody should notice was noticed", () => {
		const report = reportOf({
			drill: { expectation: { outcome: "unnoticed" } },
		});
		expect(endingOf(report)).toBe("noticed");
	});
});

test("figures of several runs: nearest ranks, all lost requests, the median of each phase", () => {
	const figures = figuresOf([
		reportOf({ outageMs: 20 }),
		reportOf({ outageMs: 40 }),
		reportOf({ outageMs: 250 }),
	]);
	expect(figures).toMatchObject({
		runs: 3,
		p50Ms: 40,
		p95Ms: 250,
		maxMs: 250,
		lost: 31,
		endings: { "as-expected": 3 },
	});
	expect(figures.phases.clientMs).toBeGreaterThan(0);
});

describe("ours against theirs", () => {
	test("theirs takes longer", () => {
		const row = rowOf([reportOf()], [reportOf({ outageMs: 200 })]);
		expect(row).toMatchObject({ better: "ours", ratio: 10 });
	});

	test("a difference below the probe's resolution is none", () => {
		const row = rowOf([reportOf()], [reportOf({ outageMs: 30 })]);
		expect(row.better).toBe("level");
	});

	test("theirs is faster", () => {
		const row = rowOf([reportOf({ outageMs: 200 })], [reportOf()]);
		expect(row.better).toBe("theirs");
	});

	test("who is down until healed is not better, however little was lost meanwhile", () => {
		const silent = reportOf({ nobodyTakesOver: true });
		const healed = { ...silent, atEnd: "node-1", outage: reportOf().outage };
		const row = rowOf([reportOf({ outageMs: 200 })], [healed]);
		expect(row.better).toBe("ours");
	});

	test("who serves again by itself is judged by what was lost", () => {
		const audits = [
			{ audit: "outcome-takeover", passed: false, findings: [] },
		] as const;
		const same = { ...reportOf(), after: "node-1", atEnd: "node-1", audits };
		expect(endingOf(same)).toBe("served-by-the-same");
		const row = rowOf([reportOf({ outageMs: 200 })], [same]);
		expect(row.better).toBe("theirs");
	});

	test("below what the probe sees there is no ratio", () => {
		const row = rowOf([reportOf({ outageMs: 0 })], [reportOf()]);
		expect(row.ours?.p50Ms).toBe(0);
		expect(row).not.toHaveProperty("ratio");
	});

	test("what cannot be done to theirs is told", () => {
		const row = rowOf([reportOf()], [], { "stop-keepalived": "no unit" });
		expect(row).toMatchObject({ impossible: "no unit" });
		expect(row).not.toHaveProperty("theirs");
		expect(row).not.toHaveProperty("better");
	});
});

test("our predictions say nothing about somebody else's configuration", () => {
	for (const fault of FAULTS.map(withoutPrediction)) {
		expect(fault.expectation).not.toHaveProperty("prediction");
		expect(fault.expectation).not.toHaveProperty("limitMs");
	}
});

test("a report says whose configuration it was", () => {
	expect(reportOf()).not.toHaveProperty("subject");
	expect(reportOf({ drill: { subject: "seed:onprem" } }).subject).toBe(
		"seed:onprem",
	);
});
