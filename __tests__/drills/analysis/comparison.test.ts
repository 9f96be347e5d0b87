import { describe, expect, test } from "vitest";
import {
	baselinesOf,
	compare,
	type Subject,
	type TutorialFacts,
} from "../../../drills/analysis/comparison";
import {
	type DrillReport,
	reportDrill,
} from "../../../drills/analysis/drill-report";
import { endingOf, figuresByFault } from "../../../drills/analysis/figures";
import { withoutPrediction } from "../../../drills/compare/without-prediction";
import { FAULTS } from "../../../drills/faults/catalogue";
import { type HandMade, handMadeLog } from "../hand-made-log";

const reportOf = (made: HandMade = {}): DrillReport =>
	reportDrill(handMadeLog(made));

const OURS = {
	name: "halab",
	title: "ours",
	lab: "havip-nopreempt",
	cloud: "tencentcloud",
	vipMode: "havip",
	timing: "safe",
	advertIntervalSeconds: 1,
} as const;

const ours = (reports: readonly DrillReport[]): Subject => ({
	facts: OURS,
	reports,
	impossible: {},
});

const tutorial = (
	reports: readonly DrillReport[],
	impossible: Readonly<Record<string, string>> = {},
): Subject<TutorialFacts> => ({
	facts: {
		...OURS,
		name: "seed:tencent",
		title: "theirs",
		corrections: ["one"],
		kept: [],
		remarks: [],
	},
	reports,
	impossible,
});

const FAULT = ["stop-keepalived"];

const rowOf = (
	our: readonly DrillReport[],
	their: readonly DrillReport[],
	impossible?: Readonly<Record<string, string>>,
) => {
	const [row] = compare(ours(our), tutorial(their, impossible), FAULT, {
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
	const [figures] = figuresByFault([
		reportOf({ outageMs: 20 }),
		reportOf({ outageMs: 40 }),
		reportOf({ outageMs: 250 }),
	]);
	expect(figures).toMatchObject({
		runs: 3,
		inAll: { p50Ms: 40, p95Ms: 250, maxMs: 250 },
		lost: 31,
		endings: { "as-expected": 3 },
	});
	expect(figures?.phases.clientMs).toBeGreaterThan(0);
});

describe("which of ours a tutorial is compared with", () => {
	const pair = (lab: string, cloud: string, vipMode: "havip" | "route") => ({
		lab,
		cloud,
		vipMode,
	});
	const kingsoft = pair("route-nexthop", "ksyun", "route");
	const tencent = pair("havip-nopreempt", "tencentcloud", "havip");
	const alibaba = pair("havip-nopreempt", "alicloud", "havip");

	test("that whose address is moved in the same way, whatever its cloud", () => {
		expect(baselinesOf(tencent, [kingsoft, alibaba])).toEqual([alibaba]);
	});

	test("of several the one in the same lab of the same cloud", () => {
		expect(baselinesOf(tencent, [alibaba, tencent])).toEqual([tencent]);
	});

	test("all, where none is alike", () => {
		expect(baselinesOf(kingsoft, [alibaba, tencent])).toEqual([
			alibaba,
			tencent,
		]);
	});
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
		expect(row.ours?.inAll.p50Ms).toBe(0);
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
