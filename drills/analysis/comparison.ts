import { defined } from "../../base/defined";
import type { VipMode } from "../../labs/lab-definition";
import type { DrillReport } from "./drill-report";
import { endedByHealing, type Figures, figuresByFault } from "./figures";

/** Where a pair was drilled, and how its address is moved there. */
export interface Surroundings {
	readonly lab: string;
	readonly cloud: string;
	readonly vipMode: VipMode;
}

/**
 * Those of our pairs that a tutorial's is compared with: those whose address is moved in the same way, of these those in
 * the same lab of the same cloud. All, where none is so near.
 */
export function baselinesOf<Pair extends Surroundings>(
	{ lab, cloud, vipMode }: Surroundings,
	ours: readonly Pair[],
): readonly Pair[] {
	const alike = ours.filter((pair) => pair.vipMode === vipMode);
	const same = alike.filter((pair) => pair.lab === lab && pair.cloud === cloud);
	return [same, alike].find(({ length }) => length > 0) ?? ours;
}

/** Whose drills are compared. */
export interface SubjectFacts extends Surroundings {
	/** e.g. `seed:kingsoft`; `halab` for our own pair. */
	readonly name: string;
	readonly title: string;
	readonly timing: string;
	/** Seconds between two advertisements. */
	readonly advertIntervalSeconds: number;
}

/** A tutorial's pair. */
export interface TutorialFacts extends SubjectFacts {
	/** What had to be changed before it could run. */
	readonly corrections: readonly string[];
	/** What is wrong with it and stays, because it runs. */
	readonly kept: readonly string[];
	readonly remarks: readonly string[];
}

/** Some drills, and what they are compared as. */
export interface Subject<Facts extends SubjectFacts = SubjectFacts> {
	readonly facts: Facts;
	readonly reports: readonly DrillReport[];
	/** Faults that could not be done on it, and why. */
	readonly impossible: Readonly<Record<string, string>>;
}

/** Who lost less of the service; `level` within what the probe can tell apart. */
export type Better = "ours" | "theirs" | "level";

/** One fault, ours against theirs. Figures are absent where the fault could not be done. */
export interface ComparisonRow {
	readonly drill: string;
	readonly ours?: Figures;
	readonly theirs?: Figures;
	/** Why their figures are absent, or of fewer runs. */
	readonly impossible?: string;
	readonly better?: Better;
	/** Their median outage divided by ours; absent where ours is below what the probe can see. */
	readonly ratio?: number;
}

/** How the drills were done. */
export interface ComparisonOptions {
	readonly runs: number;
	/** Milliseconds between two requests: outages below cannot be seen. */
	readonly intervalMs: number;
	/** The vantage point that decides. */
	readonly from: string;
}

/** Our pair and one tutorial, fault by fault. */
export interface Comparison extends ComparisonOptions {
	readonly ours: SubjectFacts;
	readonly theirs: TutorialFacts;
	readonly rows: readonly ComparisonRow[];
}

function betterOf(ours: Figures, theirs: Figures, intervalMs: number): Better {
	if (endedByHealing(ours) !== endedByHealing(theirs)) {
		return endedByHealing(ours) ? "theirs" : "ours";
	}
	const differenceMs = theirs.inAll.p50Ms - ours.inAll.p50Ms;
	if (Math.abs(differenceMs) <= intervalMs) {
		return "level";
	}
	return differenceMs > 0 ? "ours" : "theirs";
}

/**
 * Puts our drills and a tutorial's side by side. Pure.
 *
 * @param faults names of those to show, in their order
 */
export function compare(
	ours: Subject,
	theirs: Subject<TutorialFacts>,
	faults: readonly string[],
	options: ComparisonOptions,
): Comparison {
	const [our, their] = [ours, theirs].map(({ reports }) =>
		figuresByFault(reports),
	);
	const rowOf = (drill: string): ComparisonRow => {
		const [a, b] = [our, their].map((figures) =>
			figures?.find((each) => each.drill === drill),
		);
		return {
			drill,
			...defined({
				ours: a,
				theirs: b,
				impossible: theirs.impossible[drill],
				better: a && b && betterOf(a, b, options.intervalMs),
				ratio:
					a && b && a.inAll.p50Ms > 0
						? b.inAll.p50Ms / a.inAll.p50Ms
						: undefined,
			}),
		};
	};
	return {
		ours: ours.facts,
		theirs: theirs.facts,
		...options,
		rows: faults.map(rowOf),
	};
}
