import type { DrillReport } from "./drill-report";

/** A drill's report and the file that holds its event log. */
export interface DrillRun {
	readonly report: DrillReport;
	readonly logFile: string;
}

/** What several drills showed. */
export interface DrillResults {
	readonly reports: readonly DrillReport[];
	/** Faults that could not be done, or not as often as asked, and why. */
	readonly impossible: Readonly<Record<string, string>>;
}
