import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { defined } from "../base/defined";
import { fileProblem } from "../base/file-problem";
import { programOf } from "../base/program";
import { type DrillReport, reportDrill } from "../drills/analysis/drill-report";
import type { DrillResults, DrillRun } from "../drills/analysis/drill-results";
import type { RunOptions } from "../drills/compare/lab-maker";
import { FAULTS } from "../drills/faults/catalogue";
import { DrillError } from "../drills/log/drill-error";
import { toNdjson } from "../drills/log/event-log";
import type { Fault } from "../drills/run/fault";
import { randomPhaseMs } from "../drills/run/random-phase";
import { runFault } from "../drills/run/run-fault";
import { LocalBench } from "../local/lab/bench";
import { LocalLab } from "../local/lab/lab";
import { tryDirectory } from "../local/lab/try-directory";
import type { DrillPlace } from "./drill-place";

/** The words that run the probe's process. */
export const probeCommand = (): readonly string[] =>
	programOf(join(__dirname, "../drills/run/probe/probe-process"));

/** The drills' bench of a running lab. */
export const benchOf = (lab: LocalLab): LocalBench =>
	new LocalBench(lab, probeCommand());

/** A running lab as the place of drills. */
export const placeOf = (lab: LocalLab): DrillPlace => ({
	bench: benchOf(lab),
	plan: lab.plan,
	directory: lab.directory,
});

/**
 * Runs one fault once and keeps its event log.
 *
 * @param run number of the run, from 1; it takes part in deciding the moment of the fault
 * @param logDirectory where the event log is kept; by default beside the state of the lab or stack
 * @throws DrillError when the drill cannot begin or go on
 */
export async function runOnce(
	fault: Fault,
	where: LocalLab | DrillPlace,
	run: number,
	{ seed = 1, ...options }: RunOptions,
	logDirectory?: string,
): Promise<DrillRun> {
	const place = where instanceof LocalLab ? placeOf(where) : where;
	const { bench, plan } = place;
	const directory = logDirectory ?? join(place.directory, "drills");
	requireLogs(directory);
	const { advertIntervalSeconds } = plan.pair.timing;
	const log = await runFault(bench, plan, fault, {
		...defined({ from: place.from }),
		...options,
		seed,
		run,
		phaseMs: randomPhaseMs(
			seed,
			`${fault.id} ${run}`,
			advertIntervalSeconds * 1000,
		),
	});
	const stamp = new Date().toISOString().replaceAll(":", "-");
	// Labs that are drilled side by side keep their logs in one directory.
	const lab = basename(place.directory);
	const logFile = join(directory, `${stamp}-${lab}-${fault.id}.ndjson`);
	await writeLog(logFile, toNdjson(log));
	return { report: reportDrill(log), logFile };
}

/**
 * Makes sure that event logs can be kept, before anything is broken for them.
 *
 * @param directory of a lab or stack
 * @throws DrillError when nothing can be written there
 */
export function requireLogs(directory: string): void {
	try {
		tryDirectory(directory);
	} catch (error) {
		throw unwritable(directory, error);
	}
}

/** Keeps an event log: all of it or nothing. */
export async function writeLog(file: string, text: string): Promise<void> {
	const unfinished = `${file}.unfinished`;
	try {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(unfinished, text);
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw unwritable(file, error);
	}
}

function unwritable(path: string, error: unknown): unknown {
	const problem = fileProblem(error);
	return problem === undefined
		? error
		: new DrillError(
				`The event log cannot be kept in ${path}: ${problem.what}. Free some space or make it writable, then drill again.`,
			);
}

/**
 * Runs a drill in a running lab and keeps its event log beside the lab's state.
 *
 * @param name the fault's name, see `halab drill --list`
 * @throws DrillError when the drill cannot begin or go on
 */
export async function runDrill(
	name: string,
	lab: LocalLab,
	options: RunOptions = {},
): Promise<DrillRun> {
	const fault = FAULTS.find(({ id }) => id === name);
	if (fault === undefined) {
		throw new Error(`there is no fault called ${name}`);
	}
	return runOnce(fault, lab, 1, options);
}

/**
 * Runs several drills, one after the other, each as often as asked. Where one of several faults cannot be done, the next has its
 * turn.
 *
 * @param onRun called with each drill as it ends
 * @throws DrillError when there is but one fault and it cannot be done, or when the drills are interrupted
 */
export async function runDrills(
	faults: readonly Fault[],
	runs: number,
	where: LocalLab | DrillPlace,
	options: RunOptions,
	onRun: (run: DrillRun, number: number) => void,
): Promise<DrillResults> {
	const reports: DrillReport[] = [];
	const impossible: Record<string, string> = {};
	for (const fault of faults) {
		try {
			for (let run = 1; run <= runs; run++) {
				const done = await runOnce(fault, where, run, options);
				onRun(done, run);
				reports.push(done.report);
			}
		} catch (error) {
			const goesOn = faults.length > 1 && options.signal?.aborted !== true;
			if (!goesOn || !(error instanceof DrillError)) {
				throw error;
			}
			options.onProgress?.(`${fault.id} cannot be done: ${error.message}`);
			impossible[fault.id] = error.message;
		}
	}
	return { reports, impossible };
}
