import type { LabPlan } from "../../plan/lab-plan";
import type { DrillResults, DrillRun } from "../analysis/drill-results";
import { DrillError } from "../log/drill-error";
import type { Fault } from "../run/fault";
import type { LabMaker, RunOptions, TemporaryLab } from "./lab-maker";

/** Drills in a lab that is made for them. */
export interface TemporaryDrills {
	readonly faults: readonly Fault[];
	/** How often each. */
	readonly runs: number;
	readonly options: RunOptions;
	/** Called with each drill as it ends. */
	readonly onRun: (run: DrillRun, number: number) => void;
}

/** The lab while it is there; made when it is needed. */
class LabOnDemand {
	/** Set until the first drill ends. */
	fresh = true;
	private lab: TemporaryLab | undefined;

	constructor(
		private readonly labs: LabMaker,
		private readonly plan: LabPlan,
		private readonly signal: AbortSignal | undefined,
	) {}

	async get(): Promise<TemporaryLab> {
		this.lab ??= await this.labs.make(this.plan, this.signal);
		return this.lab;
	}

	/** A drill may leave the address dead, though the pair looks well; that is no fault of the next one. */
	async getAlive(): Promise<TemporaryLab> {
		if (!this.fresh && !(await (await this.get()).answers())) {
			await this.remove();
		}
		return this.get();
	}

	async remove(): Promise<void> {
		const { lab } = this;
		this.lab = undefined;
		this.fresh = true;
		await lab?.remove();
	}
}

/**
 * Drills a lab that is made for it and removed afterwards, also when something fails. What cannot be done to it is no
 * failure: the lab is made anew and the next fault has its turn.
 *
 * @throws DrillError when the drills are interrupted, or there is no lab to begin with
 */
export async function drillTemporary(
	labs: LabMaker,
	plan: LabPlan,
	{ faults, runs, options, onRun }: TemporaryDrills,
): Promise<DrillResults> {
	const lab = new LabOnDemand(labs, plan, options.signal);
	const results: DrillRun[] = [];
	const impossible: Record<string, string> = {};
	/** Why the drill could not be done; an earlier one may have left the lab unwell, so a new lab has a chance too. */
	const failureOf = async (
		fault: Fault,
		run: number,
	): Promise<string | undefined> => {
		try {
			const done = await (await lab.getAlive()).drill(fault, run, options);
			lab.fresh = false;
			onRun(done, run);
			results.push(done);
			return undefined;
		} catch (error) {
			if (!(error instanceof DrillError) || options.signal?.aborted) {
				throw error;
			}
			const { fresh } = lab;
			await lab.remove();
			return fresh ? error.message : failureOf(fault, run);
		}
	};
	const whyNot = async (fault: Fault): Promise<string | undefined> => {
		let why = (await lab.get()).unfit(fault);
		for (let run = 1; run <= runs && why === undefined; run++) {
			why = await failureOf(fault, run);
		}
		return why;
	};
	try {
		for (const fault of faults) {
			const why = await whyNot(fault);
			if (why !== undefined) {
				options.onProgress?.(`${fault.id} cannot be done: ${why}`);
				impossible[fault.id] = why;
			}
		}
	} finally {
		await lab.remove();
	}
	return { reports: results.map(({ report }) => report), impossible };
}
