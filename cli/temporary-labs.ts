import type { LabMaker, TemporaryLab } from "../drills/compare/lab-maker";
import { DrillError } from "../drills/log/drill-error";
import { InterruptedError, LocalLabError } from "../local/host/errors";
import { LocalLab, type UpResult } from "../local/lab/lab";
import { localPlanOf, planHash } from "../local/state/local-plan";
import type { LabPlan } from "../plan/lab-plan";
import { benchOf, runOnce } from "./run-drill";

async function up(
	plan: LabPlan,
	signal: AbortSignal | undefined,
): Promise<UpResult> {
	try {
		return await LocalLab.up(plan, {
			handleSignals: false,
			...(signal && { signal }),
		});
	} catch (error) {
		// What came up and serves nothing stays, to be looked at; here nobody will.
		const left = await LocalLab.attach(plan.name).catch(() => undefined);
		if (left?.planHash === planHash(localPlanOf(plan))) {
			await left.down();
		}
		throw error;
	}
}

/** Does something with a lab; an error of the lab becomes one of the drills in it. */
async function asDrillError<Result>(
	work: () => Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw error instanceof LocalLabError && !(error instanceof InterruptedError)
			? new DrillError(error.message, { cause: error })
			: error;
	}
}

/**
 * Makes labs on this machine. One of the same plan, which a comparison left that was killed, is replaced.
 *
 * @param logDirectory where the event logs of all of them are kept
 */
export const temporaryLabs = (logDirectory: string): LabMaker => ({
	make: (plan, signal) =>
		asDrillError(async (): Promise<TemporaryLab> => {
			const first = await up(plan, signal);
			if (!first.created) {
				await first.lab.down();
			}
			const { lab } = first.created ? first : await up(plan, signal);
			return {
				unfit: (fault) => fault.unfit?.(lab.plan, benchOf(lab)),
				async answers() {
					for (const { address } of plan.pair.vips) {
						if (!(await lab.askVip(address, { seconds: 1 }))) {
							return false;
						}
					}
					return true;
				},
				drill: (fault, run, options) =>
					asDrillError(() =>
						lab.holdDuring(`the drill ${fault.id}`, () =>
							runOnce(fault, lab, run, options, logDirectory),
						),
					),
				remove: () => lab.down(),
			};
		}),
});
