import { gaveUp } from "../analysis/compare/comparison";
import { figuresOf } from "../analysis/compare/figures";
import type { SetupView } from "./drill-set";
import type { Topology } from "./topology";

/** Whose drills a bar shows. */
export interface Contestant {
	/** Absent for our own. */
	readonly subject?: string;
	/** Where several of our own labs are compared: what tells this one from the others. */
	readonly by?: Topology["by"];
	readonly timing?: string;
}

/** One fault with several configurations. */
export interface Comparison {
	readonly drill: string;
	/** Ours, without a subject, first. */
	readonly bars: readonly (Contestant & {
		/** Milliseconds without service in all, a return of the address included. */
		readonly p50Ms: number;
		readonly maxMs: number;
		/** In some run only the healing ended the outage: it has no length of its own. */
		readonly endedByHealing?: true;
	})[];
}

/** What tells a lab of our own from the others of our own. */
function contestant(
	{ subject, timing, topology: { by } }: SetupView,
	own: readonly SetupView[],
): Contestant {
	if (subject !== undefined) {
		return { subject };
	}
	const differs = (of: (setup: SetupView) => string): boolean =>
		new Set(own.map(of)).size > 1;
	return {
		...(differs(({ topology }) => topology.by) && { by }),
		...(differs((setup) => setup.timing) && { timing }),
	};
}

const placeOf = ({ lab, cloud }: SetupView): string => `${lab} ${cloud}`;

/**
 * Sets our drills beside those of other configurations, fault by fault; where some of ours ran in the same
 * lab, those only.
 *
 * @returns nothing where the set holds no other configuration
 */
export function compareSetups(
	setups: readonly SetupView[],
): readonly Comparison[] {
	const others = setups.filter(({ subject }) => subject !== undefined);
	const drills = new Set(
		others.flatMap(({ faults }) => faults.map(({ summary }) => summary.drill)),
	);
	const places = new Set(others.map(placeOf));
	const own = setups.filter(({ subject }) => subject === undefined);
	const beside = own.filter((setup) => places.has(placeOf(setup)));
	const ours = beside.length > 0 ? beside : own;
	const compared = [...ours, ...others];
	return [...drills].map((drill) => ({
		drill,
		bars: compared.flatMap((setup) =>
			setup.faults
				.filter(({ summary }) => summary.drill === drill)
				.map(({ runs }) => {
					const figures = figuresOf(runs.map(({ report }) => report));
					return {
						...contestant(setup, ours),
						...{ p50Ms: figures.p50Ms, maxMs: figures.maxMs },
						...(gaveUp(figures) && { endedByHealing: true as const }),
					};
				}),
		),
	}));
}
