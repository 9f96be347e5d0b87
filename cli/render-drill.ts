import type { DrillReport } from "../drills/drill-report";

const ms = (value: number): string => `${value.toFixed(0)} ms`;

/** A drill's report as text for a terminal. */
export function renderDrill(report: DrillReport): string {
	const { outage, prediction, intervalMs } = report;
	const rows = [
		["before", report.before],
		["after", report.after],
		["at the end", report.atEnd],
		[
			"outage",
			`${ms(outage.longestMs)}, measured with one request every ${intervalMs} ms`,
		],
		["requests", `${outage.sent} sent, ${outage.lost} lost`],
		[
			"predicted",
			`${ms(prediction.minMs)} to ${ms(prediction.maxMs)}: ${prediction.formula}`,
		],
	] as const;
	return [
		`Drill ${report.drill}: ${report.lab} on ${report.cloud}, profile ${report.timing}`,
		...rows.map(([name, value]) => `  ${name.padEnd(11)} ${value}`),
		...report.audits.map(
			(audit) => `  ${audit.passed ? "✔" : "✖"} ${audit.name}: ${audit.detail}`,
		),
		report.passed ? "  passed" : "  FAILED",
	].join("\n");
}
