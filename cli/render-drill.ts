import type { Verdict } from "../drills/analysis/audits/audit";
import type { DrillReport } from "../drills/analysis/drill-report";
import type { Figures } from "../drills/analysis/figures";
import type { OutageSummary } from "../drills/analysis/outage";
import type { Phases } from "../drills/analysis/phases";
import type { SkippedFault } from "../drills/faults/catalogue";
import { logLines } from "../drills/report/event-text";
import type { Fault } from "../drills/run/fault";
import { TEXTS } from "../drills/text";
import { findingsText, formulaText } from "../drills/text/sentences";
import type { KeptPrediction } from "../plan/kept-prediction";
import { asTyped } from "./as-typed";
import { table } from "./render-table";

const ms = (value: number): string => `${value.toFixed(0)} ms`;

/** Below ten milliseconds, tenths count. */
const fine = (value: number): string =>
	value < 9.95 ? `${value.toFixed(1)} ms` : ms(value);

const bounds = ({ minMs, maxMs }: KeptPrediction): string =>
	`${ms(minMs)} to ${ms(maxMs)}`;

const requests = ({ sent, lost }: OutageSummary): string =>
	`${lost} of ${sent} requests lost`;

/** Parts of an outage that are shown one by one. */
const MOST_PARTS = 4;

function outageText({ faultOutage, intervalMs }: DrillReport): string {
	const { windows, totalMs, longestMs } = faultOutage;
	const resolution = `measured with one request every ${intervalMs} ms`;
	if (windows.length > MOST_PARTS) {
		return `${ms(totalMs)} in ${windows.length} parts, the longest ${ms(longestMs)}, ${resolution}`;
	}
	if (windows.length > 1) {
		const parts = windows.map(({ durationMs }) => ms(durationMs)).join(" + ");
		return `${ms(totalMs)} (${parts}), ${resolution}`;
	}
	return `${ms(totalMs)}, ${resolution}`;
}

const connectionsText = ({ connections }: DrillReport): string =>
	connections.broken === 0
		? `none of ${connections.opened} long-lived connections broke`
		: `${connections.broken} of ${connections.opened} long-lived connections broke (${connections.reasons.join(", ")})`;

function phasesText(phases: Phases): string {
	const { effectMs, detectionMs, electionMs, announcementMs, clientMs } =
		phases;
	const parts = [
		effectMs !== undefined && `effect ${fine(effectMs)}`,
		detectionMs !== undefined &&
			`detection ${fine(detectionMs)} (${phases.detectedBy})`,
		electionMs !== undefined && `election ${fine(electionMs)}`,
		announcementMs !== undefined &&
			`${phases.announcedBy} ${fine(announcementMs)}`,
		clientMs !== undefined && `client ${fine(clientMs)}`,
	].filter((part) => part !== false);
	return `${parts.join(", ")}: ${phases.newMaster}`;
}

/** The audits, each failure with the log that shows it; what two failures have in common is shown once. */
function auditLines(verdicts: readonly Verdict[]): string[] {
	const shown = new Set<string>();
	return verdicts.flatMap((verdict) => {
		const evidence = logLines(verdict.evidence ?? []).map(
			(line) => `     ${line}`,
		);
		const text = evidence.join();
		const again = shown.has(text);
		shown.add(text);
		return [
			`  ${verdict.passed ? "✔" : "✖"} ${TEXTS.en.audits[verdict.audit]}: ${findingsText(verdict.findings, TEXTS.en)}`,
			...(again ? [] : evidence),
		];
	});
}

/** A drill's report as text for a terminal. */
export function renderDrill(report: DrillReport): string {
	const { prediction, phases, vantages } = report;
	const rows = [
		["before", report.before],
		["after", report.after],
		["at the end", report.atEnd],
		["outage", outageText(report)],
		...vantages.map((each, index) => [
			index === 0 ? "requests" : "",
			`${requests(each.outage)} from ${each.vantage}${index === 0 || each.outage.lost === 0 ? "" : `, ${ms(each.outage.totalMs)}`}`,
		]),
		["connections", connectionsText(report)],
		...(phases ? [["phases", phasesText(phases)]] : []),
		...(prediction
			? [
					[
						"predicted",
						`${bounds(prediction)}: ${formulaText(prediction, TEXTS.en)}`,
					],
				]
			: []),
		[
			"masters",
			`${ms(report.noOwnerMs)} without one, ${ms(report.twoOwnersMs)} with two`,
		],
		[
			"healing",
			report.recoveryMs === 0
				? "no further loss"
				: `${ms(report.healingOutage.totalMs)} without service; ${ms(report.recoveryMs)} until there was one master, and every request found it`,
		],
	];
	return [
		`Drill ${report.drill}: ${report.lab} on ${report.cloud}, profile ${report.timing}`,
		...rows.map(([name = "", value = ""]) => `  ${name.padEnd(11)} ${value}`),
		...auditLines(report.audits),
		report.passed ? "  passed" : "  FAILED",
	].join("\n");
}

/** One line for a drill among many, and what failed. */
export const renderDrillLine = (report: DrillReport, run: number): string =>
	[
		`${report.passed ? "✔" : "✖"} ${report.drill} ${run}: ${ms(report.faultOutage.totalMs)}, ${report.outage.lost} lost, ${report.before} → ${report.after} → ${report.atEnd}`,
		...auditLines(report.audits.filter(({ passed }) => !passed)),
	].join("\n");

/** The outages of many drills as a table. */
export const renderSummaries = (
	summaries: readonly Figures[],
	skipped: readonly SkippedFault[] = [],
): string =>
	[
		...summaryTable(summaries),
		...[...new Set(skipped.map(({ why }) => why))].map((reason) => {
			const faults = skipped.filter(({ why }) => why === reason);
			return `skipped ${faults.map(({ fault }) => fault.id).join(", ")}: ${reason}`;
		}),
	].join("\n");

/** A column that is left out where it would say nothing. */
const column = (
	summaries: readonly Figures[],
	name: string,
	measure: (summary: Figures) => number,
	text: (value: number) => string,
): { readonly names: string[]; of(summary: Figures): string[] } => {
	const shown = summaries.some((summary) => measure(summary) > 0);
	return {
		names: shown ? [name] : [],
		of: (summary) => (shown ? [text(measure(summary))] : []),
	};
};

function summaryTable(summaries: readonly Figures[]): readonly string[] {
	const extra = [
		column(summaries, "HEALING", ({ healingMs }) => healingMs, ms),
		column(summaries, "TWO MASTERS", ({ twoMastersMs }) => twoMastersMs, ms),
		column(
			...([summaries, "CONNECTIONS BROKEN"] as const),
			({ brokenConnections }) => brokenConnections,
			String,
		),
	];
	return table([
		[
			...["FAULT", "RUNS", "P50", "P95", "MAX", "PREDICTED", "LOST"],
			...extra.flatMap(({ names }) => names),
			"RESULT",
		],
		...summaries.map((summary) => [
			summary.drill,
			String(summary.runs),
			...[summary.p50Ms, summary.p95Ms, summary.maxMs].map(ms),
			summary.prediction ? bounds(summary.prediction) : "-",
			String(summary.lost),
			...extra.flatMap((each) => each.of(summary)),
			summary.failures
				.map(({ audit, times }) =>
					TEXTS.en.auditFailed(TEXTS.en.audits[audit], times, summary.runs),
				)
				.join("; ") || "passed",
		]),
	]);
}

/** What each fault is and what it should lead to. */
export const renderFaults = (faults: readonly Fault[]): string =>
	table([
		["FAULT", "LEADS TO", "WHAT IS DONE"],
		...faults.map(({ id, expectation }) => [
			id,
			expectation.outcome,
			TEXTS.en.faults[id],
		]),
	]).join("\n");

/** A drill of a suite that could not be done, and why. */
export const renderImpossible = (fault: string, why: string): string =>
	asTyped(`${fault} could not be done: ${why}`);
