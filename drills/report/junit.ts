import { unavailableMs } from "../analysis/figures";
import { TEXTS } from "../text";
import { findingsText } from "../text/sentences";
import type { DrillRunView, DrillSetView, SetupView } from "./drill-set";
import { logSlice } from "./event-text";
import { formatMs } from "./format";
import { type Content, type Markup, markup } from "./markup";
import { setupTitle } from "./pictures";

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const durationMs = ({ timeline: { wholeMs } }: DrillRunView): number =>
	wholeMs[1] - wholeMs[0];

const sum = (values: readonly number[]): number =>
	values.reduce((total, value) => total + value, 0);

/** Why a drill failed: the audits, each with the piece of the log that shows it, and the budget. */
function failures(
	{ report, overBudget }: DrillRunView,
	budgetMs: number | undefined,
): readonly Markup[] {
	const audits = report.audits
		.filter(({ passed }) => !passed)
		.map(
			({ audit, findings, evidence = [] }) =>
				markup`<failure type="audit" message="${TEXTS.en.audits[audit]}: ${findingsText(findings, TEXTS.en)}">${logSlice(evidence)}</failure>
`,
		);
	const message = `${formatMs(unavailableMs(report))} without service, the budget is ${formatMs(budgetMs ?? 0)}`;
	return overBudget
		? [
				...audits,
				markup`<failure type="budget" message="${message}"></failure>
`,
			]
		: audits;
}

const isFailure = ({ report, overBudget }: DrillRunView): boolean =>
	!report.passed || overBudget;

/** What the drill showed, for those who read the file. */
const output = (run: DrillRunView): Content => {
	const { report } = run;
	return markup`<system-out>${formatMs(unavailableMs(report))} without service, ${report.outage.lost} of ${report.outage.sent} requests lost, ${report.before} → ${report.after} → ${report.atEnd}; ${run.file}</system-out>
`;
};

function suite(setup: SetupView, budgetMs: number | undefined): Markup {
	const runs = setup.faults.flatMap((fault) => fault.runs);
	// The tutorials' own configurations are compared, not judged.
	const judged = setup.subject === undefined;
	const name = setupTitle(setup, TEXTS.en);
	return markup`<testsuite name="${name}" tests="${runs.length}" failures="${judged ? runs.filter(isFailure).length : 0}" errors="0" skipped="0" time="${seconds(sum(runs.map(durationMs)))}">
${runs.map(
	(run) =>
		markup`<testcase name="${run.report.drill} ${run.run}" classname="${setup.lab}.${run.report.drill}" time="${seconds(durationMs(run))}">
${judged && failures(run, budgetMs)}${output(run)}</testcase>
`,
)}</testsuite>
`;
}

/** The drills as JUnit's XML, which CI servers read: one test case per run. Pure: a function of the view. */
export function junitXml({ setups, context }: DrillSetView): string {
	const runs = setups.flatMap(({ faults }) =>
		faults.flatMap((fault) => fault.runs),
	);
	const failed = setups
		.filter(({ subject }) => subject === undefined)
		.flatMap(({ faults }) => faults.flatMap((fault) => fault.runs))
		.filter(isFailure);
	return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="halab drills" tests="${runs.length}" failures="${failed.length}" errors="0" time="${seconds(sum(runs.map(durationMs)))}">
${setups.map((setup) => suite(setup, context.budgetMs))}</testsuites>
`.text;
}
