import { defined } from "../../base/defined";
import type { KeptPrediction } from "../../plan/kept-prediction";
import type { Verdict } from "../analysis/audits/audit";
import type { Comparison } from "../analysis/comparison";
import type { DrillReport } from "../analysis/drill-report";
import type { AuditFailure, Figures } from "../analysis/figures";
import { TEXTS } from "../text";
import { faultText, findingsText, formulaText } from "../text/sentences";

/*
 * Results as files and programs get them: what is data here is told in words, too. The words are English where one
 * language has to do.
 */

const predictionInWords = (prediction: KeptPrediction | undefined) =>
	prediction && {
		minMs: prediction.minMs,
		maxMs: prediction.maxMs,
		formula: formulaText(prediction, TEXTS.en),
	};

/** Names of the audits that failed, with how often. */
const failuresInWords = (
	failures: readonly AuditFailure[],
): Readonly<Record<string, number>> =>
	Object.fromEntries(
		failures.map(({ audit, times }) => [TEXTS.en.audits[audit], times]),
	);

const verdictInWords = ({ audit, findings, ...verdict }: Verdict) => ({
	id: audit,
	name: TEXTS.en.audits[audit],
	...verdict,
	detail: {
		en: findingsText(findings, TEXTS.en),
		zh: findingsText(findings, TEXTS.zh),
	},
});

/** A drill's report. */
export const reportInWords = ({
	prediction,
	audits,
	...report
}: DrillReport) => ({
	...report,
	title: faultText(report.drill, report.title, TEXTS.en),
	...defined({ prediction: predictionInWords(prediction) }),
	audits: audits.map(verdictInWords),
});

/** What several runs of one fault showed. */
export const figuresInWords = ({
	prediction,
	failures,
	...summary
}: Figures) => ({
	...summary,
	...defined({ prediction: predictionInWords(prediction) }),
	failures: failuresInWords(failures),
});

/** Our drills beside a tutorial's. */
export const comparisonInWords = (comparison: Comparison) => ({
	...comparison,
	rows: comparison.rows.map(({ ours, theirs, ...row }) => ({
		...row,
		title: faultText(row.drill, undefined, TEXTS.en),
		...defined({
			ours: ours && figuresInWords(ours),
			theirs: theirs && figuresInWords(theirs),
		}),
	})),
});
