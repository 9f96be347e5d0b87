import { defined } from "../../base/defined";
import type { Bench } from "../../ports/bench";
import type { Verdict } from "../analysis/audits/audit";
import { type DrillReport, reportDrill } from "../analysis/drill-report";
import { viewOf } from "../analysis/drill-view";
import { FAULTS } from "../faults/catalogue";
import { quiet } from "../faults/quiet";
import { type EventLog, eventsOf } from "../log/event-log";
import type { DrillPlan } from "../run/drill-plan";
import { type DrillOptions, runFault } from "../run/run-fault";
import { startCpuLoad, stopCpuLoad } from "./cpu-load";
import { type SoakStep, soakStep } from "./soak-step";

/** What a step of a soak showed. */
export interface SoakStepResult {
	readonly step: SoakStep;
	readonly report: DrillReport;
	/** The invariants that did not hold: audits that time alone does not decide. */
	readonly violations: readonly Verdict[];
	/** How often another node became master though nothing gave it a reason to. */
	readonly falseFailovers: number;
	readonly log: EventLog;
}

/** Options of a soak. */
export interface SoakOptions
	extends Pick<DrillOptions, "onProgress" | "onBroken" | "signal"> {
	/** Steps begin until then, in milliseconds from now. */
	readonly forMs: number;
	/** Decides everything that is left to chance. */
	readonly seed: number;
	/** Keeps the nodes' processors busy. @default false */
	readonly cpuLoad?: boolean;
}

/** Faults that take longer than all others together. */
const TOO_LONG: readonly string[] = ["api-down-60s"];

/** Judges a step by its log. Pure. */
export function judgeStep(step: SoakStep, log: EventLog): SoakStepResult {
	const report = reportDrill(log);
	const { drill, addresses } = viewOf(log);
	const calm = report.outcome === "unnoticed";
	const hit = step.fault.id === quiet.id ? [] : drill.targets;
	// Of a fault that nobody should notice only the address that is drilled knows nothing: its target may hold another.
	const still = addresses.filter(
		({ address, holder }) =>
			address === drill.vip || holder === undefined || !hit.includes(holder),
	);
	return {
		step,
		report,
		violations: report.audits.filter(
			(verdict) => !verdict.passed && !verdict.timed,
		),
		falseFailovers: calm
			? eventsOf(log, "vrrp").filter(({ machine, state, instance }) =>
					still.some(
						(address) =>
							address.instance === instance &&
							state === "MASTER" &&
							machine !== address.holder,
					),
				).length
			: 0,
		log,
	};
}

/**
 * Random faults and heals, one after the other, audited while they last and after each. Ends at the first step whose
 * invariants do not hold: what follows would start from a lab that is not well.
 *
 * @param onStep called as each step ends
 * @throws DrillError when the pair is not well to begin with, or a step cannot be done
 */
export async function soak(
	bench: Bench,
	plan: DrillPlan,
	options: SoakOptions,
	onStep: (result: SoakStepResult) => Promise<void>,
): Promise<readonly SoakStepResult[]> {
	const faults = FAULTS.filter(
		({ id, unfit }) =>
			!TOO_LONG.includes(id) && unfit?.(plan, bench) === undefined,
	);
	const endNs = bench.now() + options.forMs * 1e6;
	const results: SoakStepResult[] = [];
	const { onBroken, onProgress, signal } = options;
	try {
		while (bench.now() < endNs && !signal?.aborted) {
			const step = soakStep(options.seed, results.length + 1, faults, quiet);
			if (options.cpuLoad) {
				await startCpuLoad(bench);
			}
			const log = await runFault(bench, plan, step.fault, {
				phaseMs: step.phaseMs,
				seed: options.seed,
				run: step.number,
				...defined({ onBroken, onProgress, signal }),
			});
			const result = judgeStep(step, log);
			results.push(result);
			await onStep(result);
			if (result.violations.length > 0) {
				break;
			}
		}
	} finally {
		if (options.cpuLoad) {
			await stopCpuLoad(bench);
		}
	}
	return results;
}
