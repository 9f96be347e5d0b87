import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type DrillReport, reportDrill } from "../drills/drill-report";
import { toNdjson } from "../drills/event-log";
import { drillStopKeepalived } from "../drills/stop-keepalived";
import { LocalBench } from "../local/bench";
import type { LocalLab } from "../local/lab";
import { drillPlanOf } from "./drill-plan-of";

/** Drills by name. */
export const DRILL_NAMES = ["stop-keepalived"] as const;
export type DrillName = (typeof DRILL_NAMES)[number];

/** Program and first argument of the probe's process: the compiled file, or the source in a clone. */
function probeCommand(): readonly string[] {
	const extension = __filename.endsWith(".ts") ? "ts" : "js";
	const file = join(
		__dirname,
		"..",
		"drills",
		"probe",
		`probe-process.${extension}`,
	);
	return extension === "ts"
		? [process.execPath, "--require", require.resolve("tsx/cjs"), file]
		: [process.execPath, file];
}

/** A drill's report and the file that holds its event log. */
export interface DrillRun {
	readonly report: DrillReport;
	readonly logFile: string;
}

/**
 * Runs a drill in a running lab and keeps its event log beside the lab's state.
 *
 * @throws DrillError when the drill cannot begin or go on
 */
export async function runDrill(
	name: DrillName,
	lab: LocalLab,
	options: {
		readonly intervalMs?: number;
		readonly onProgress?: (line: string) => void;
	},
): Promise<DrillRun> {
	const plan = drillPlanOf(lab);
	const log = await drillStopKeepalived(
		new LocalBench(lab, probeCommand()),
		plan,
		options,
	);
	const directory = join(lab.directory, "drills");
	await mkdir(directory, { recursive: true });
	const stamp = new Date().toISOString().replaceAll(":", "-");
	const logFile = join(directory, `${stamp}-${name}.ndjson`);
	await writeFile(logFile, toNdjson(log));
	const report = reportDrill(
		log,
		plan.pair.predictedOutages[name],
		plan.pair.preemption === "preempt",
	);
	return { report, logFile };
}
