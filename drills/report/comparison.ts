import { defined } from "../../base/defined";
import type { VipMode } from "../../labs/lab-definition";
import { baselinesOf } from "../analysis/comparison";
import { endedByHealing } from "../analysis/figures";
import type { SetupView } from "./drill-set";

/** Whose drills a bar shows. */
export interface BarOwner {
	/** Absent for our own. */
	readonly subject?: string;
	/** Where several of our own pairs are compared: what tells this one from the others. */
	readonly by?: VipMode;
	readonly timing?: string;
}

/** One fault with several configurations. */
export interface ComparedFault {
	readonly drill: string;
	/** Ours, without a subject, first. */
	readonly bars: readonly (BarOwner & {
		/** Milliseconds without service in all, a return of the address included. */
		readonly p50Ms: number;
		readonly maxMs: number;
		/** In some run only the healing ended the outage: it has no length of its own. */
		readonly endedByHealing?: true;
	})[];
}

/** What tells a pair of our own from the others of our own. */
function ownerOf(
	{ subject, timing, vipMode }: SetupView,
	ours: readonly SetupView[],
): BarOwner {
	if (subject !== undefined) {
		return { subject };
	}
	const differs = (of: (setup: SetupView) => string): boolean =>
		new Set(ours.map(of)).size > 1;
	return {
		...(differs((setup) => setup.vipMode) && { by: vipMode }),
		...(differs((setup) => setup.timing) && { timing }),
	};
}

/**
 * Sets our drills beside those of other configurations, fault by fault.
 *
 * @returns nothing where the set holds no other configuration
 */
export function compareSetups(
	setups: readonly SetupView[],
): readonly ComparedFault[] {
	const own = setups.filter(({ subject }) => subject === undefined);
	const others = setups.filter(({ subject }) => subject !== undefined);
	const baselines = new Set(others.flatMap((other) => baselinesOf(other, own)));
	const ours = own.filter((setup) => baselines.has(setup));
	const drills = new Set(
		others.flatMap(({ faults }) => faults.map(({ summary }) => summary.drill)),
	);
	return [...drills].map((drill) => ({
		drill,
		bars: [...ours, ...others].flatMap((setup) =>
			setup.faults
				.filter(({ summary }) => summary.drill === drill)
				.map(({ summary }) => ({
					...ownerOf(setup, ours),
					p50Ms: summary.inAll.p50Ms,
					maxMs: summary.inAll.maxMs,
					...defined({
						endedByHealing: endedByHealing(summary) || undefined,
					}),
				})),
		),
	}));
}
