import { describe, expect, it } from "vitest";
import { compare } from "../../../drills/analysis/comparison";
import { reportDrill } from "../../../drills/analysis/drill-report";
import { figuresByFault } from "../../../drills/analysis/figures";
import {
	comparisonInWords,
	figuresInWords,
	reportInWords,
} from "../../../drills/report/in-words";
import { handMadeLog } from "../hand-made-log";

const report = reportDrill(handMadeLog({ outageMs: 250 }));
const prediction = {
	minMs: 12,
	maxMs: 37,
	formula: "the leaving master sends priority 0",
};
const failures = { "within the prediction": 1 };

describe("results for programs", () => {
	it("name the fault and the audits, and say what these saw in each language", () => {
		const { title, audits, ...said } = reportInWords(report);
		expect(title).toBe("systemctl stop keepalived on the master");
		expect(said.prediction).toEqual(prediction);
		expect(audits[0]).toEqual({
			id: "outcome-takeover",
			name: "another node took over",
			passed: true,
			detail: {
				en: "node-1 answered before, node-2 after",
				zh: "故障前由 node-1 应答，故障后由 node-2 应答",
			},
		});
		expect(audits.find(({ passed }) => !passed)).toMatchObject({
			...{ id: "within-prediction", timed: true },
			evidence: expect.any(Array),
		});
	});

	it("count failures by the audits' names", () => {
		expect(figuresByFault([report]).map(figuresInWords)).toMatchObject([
			{ prediction, failures },
		]);
		const facts = {
			name: "halab",
			title: "ours",
			lab: "a-lab",
			cloud: "ksyun",
			vipMode: "route",
			timing: "safe",
			advertIntervalSeconds: 1,
			corrections: [],
			kept: [],
			remarks: [],
		} as const;
		const subject = { facts, reports: [report], impossible: {} };
		const comparison = compare(subject, subject, ["stop-keepalived"], {
			runs: 1,
			intervalMs: 10,
			from: "client",
		});
		expect(comparisonInWords(comparison).rows).toMatchObject([
			{
				title: "systemctl stop keepalived on the master",
				ours: { failures },
				theirs: { failures },
			},
		]);
	});
});
