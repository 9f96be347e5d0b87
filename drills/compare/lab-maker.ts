import type { LabPlan } from "../../plan/lab-plan";
import type { DrillRun } from "../analysis/drill-results";
import type { Fault } from "../run/fault";
import type { DrillOptions } from "../run/run-fault";

/** Options of each of several drills: what tells the runs apart comes with the run. */
export type RunOptions = Omit<DrillOptions, "phaseMs" | "run">;

/** A lab that is made for some drills and removed afterwards. */
export interface TemporaryLab {
	/** Why a fault cannot be done to it; undefined where nothing is known to be against it. */
	unfit(fault: Fault): string | undefined;
	/** Whether the service answers at every floating address. */
	answers(): Promise<boolean>;
	/**
	 * @param run number of the run, from 1
	 * @throws DrillError when the drill cannot begin or go on
	 */
	drill(fault: Fault, run: number, options: RunOptions): Promise<DrillRun>;
	remove(): Promise<void>;
}

/** Makes labs for a comparison. */
export interface LabMaker {
	/**
	 * Makes a lab and waits until its pair serves.
	 *
	 * @throws DrillError when it cannot be made; nothing of it stays
	 */
	make(plan: LabPlan, signal?: AbortSignal): Promise<TemporaryLab>;
}
