import type { DrillSummary } from "../drill-summary";
import type { SetupView } from "./drill-set";

/** One fault with several configurations. */
export interface Comparison {
	readonly drill: string;
	/** Ours, without a subject, first. */
	readonly bars: readonly {
		readonly subject?: string;
		readonly summary: DrillSummary;
	}[];
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
	const compared = [...(beside.length > 0 ? beside : own), ...others];
	return [...drills].map((drill) => ({
		drill,
		bars: compared.flatMap(({ subject, faults }) =>
			faults
				.filter(({ summary }) => summary.drill === drill)
				.map(({ summary }) => ({ ...(subject && { subject }), summary })),
		),
	}));
}
