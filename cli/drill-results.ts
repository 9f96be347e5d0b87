import type { DrillResults } from "../drills/analysis/drill-results";
import { figuresByFault } from "../drills/analysis/figures";
import type { SkippedFault } from "../drills/faults/catalogue";
import { figuresInWords, reportInWords } from "../drills/report/in-words";
import { renderImpossible, renderSummaries } from "./render-drill";

/** Several drills as data. */
export const drillsAsJson = (
	seed: number,
	{ reports, impossible }: DrillResults,
	skipped: readonly SkippedFault[],
) => ({
	seed,
	summaries: figuresByFault(reports).map(figuresInWords),
	skipped: skipped.map(({ fault, why }) => ({ drill: fault.id, why })),
	impossible,
	reports: reports.map(reportInWords),
});

/** Several drills as a table, and what could not be done. */
export const drillsAsText = (
	{ reports, impossible }: DrillResults,
	skipped: readonly SkippedFault[],
): string =>
	[
		renderSummaries(figuresByFault(reports), skipped),
		...Object.entries(impossible).map(([fault, why]) =>
			renderImpossible(fault, why),
		),
	].join("\n");

/** Whether every drill could be done and passed. */
export const havePassed = ({ reports, impossible }: DrillResults): boolean =>
	reports.every(({ passed }) => passed) && Object.keys(impossible).length === 0;
