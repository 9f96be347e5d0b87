import type { DrillReport } from "../drill-report";
import { type Figures, figuresOf } from "./figures";

/** Drills of one subject in one lab. */
export interface Subject {
	/** e.g. `seed:kingsoft`; `halab` for our own pair. */
	readonly name: string;
	readonly title: string;
	readonly lab: string;
	readonly cloud: string;
	readonly timing: string;
	/** Seconds between two advertisements. */
	readonly advertIntervalSeconds: number;
	readonly reports: readonly DrillReport[];
	/** Faults that could not be done on it, and why. */
	readonly impossible: Readonly<Record<string, string>>;
}

/** A tutorial beside our own pair. */
export interface Rival extends Subject {
	/** What had to be changed before it could run. */
	readonly corrections: readonly string[];
	/** What is wrong with it and stays, because it runs. */
	readonly kept: readonly string[];
	readonly remarks: readonly string[];
}

/** Who lost less of the service; `level` within what the probe can tell apart. */
export type Better = "ours" | "theirs" | "level";

/** One fault, ours against theirs. Their figures are absent where the fault could not be done to them. */
export interface ComparisonRow {
	readonly drill: string;
	readonly title: string;
	readonly ours?: Figures;
	readonly theirs?: Figures;
	/** Why their figures are absent, or of fewer runs. */
	readonly impossible?: string;
	readonly better?: Better;
	/** Their p50 divided by ours; absent where ours is below what the probe can see. */
	readonly ratio?: number;
}

/** Our pair and one tutorial, fault by fault. */
export interface Comparison {
	readonly ours: Omit<Subject, "reports" | "impossible">;
	readonly theirs: Omit<Rival, "reports" | "impossible">;
	readonly runs: number;
	/** Milliseconds between two requests: outages below cannot be seen. */
	readonly intervalMs: number;
	/** The vantage point that decides. */
	readonly from: string;
	readonly rows: readonly ComparisonRow[];
}

/** Whether nobody but the healing brought the service back: then the outage has no figure of its own. */
export const gaveUp = ({ endings }: Figures): boolean =>
	endings["nobody-served"] !== undefined || endings["not-back"] !== undefined;

function betterOf(ours: Figures, theirs: Figures, intervalMs: number): Better {
	if (gaveUp(ours) !== gaveUp(theirs)) {
		return gaveUp(ours) ? "theirs" : "ours";
	}
	const differenceMs = theirs.p50Ms - ours.p50Ms;
	if (Math.abs(differenceMs) <= intervalMs) {
		return "level";
	}
	return differenceMs > 0 ? "ours" : "theirs";
}

function rowOf(
	drill: string,
	title: string,
	ours: Subject,
	theirs: Subject,
	intervalMs: number,
): ComparisonRow {
	const [our, their] = [ours, theirs].map(({ reports }) => {
		const same = reports.filter((report) => report.drill === drill);
		return same.length === 0 ? undefined : figuresOf(same);
	});
	const impossible = theirs.impossible[drill];
	return {
		drill,
		title,
		...(our && { ours: our }),
		...(their && { theirs: their }),
		...(impossible === undefined ? {} : { impossible }),
		...(our &&
			their && {
				better: betterOf(our, their, intervalMs),
				...(our.p50Ms > 0 ? { ratio: their.p50Ms / our.p50Ms } : {}),
			}),
	};
}

/** Puts our drills and a tutorial's side by side. Pure. */
export function compare(
	{ reports, impossible, ...ours }: Subject,
	{ reports: theirReports, impossible: theirImpossible, ...theirs }: Rival,
	faults: readonly { readonly id: string; readonly title: string }[],
	options: {
		readonly runs: number;
		readonly intervalMs: number;
		readonly from: string;
	},
): Comparison {
	return {
		ours,
		theirs,
		...options,
		rows: faults.map(({ id, title }) =>
			rowOf(
				id,
				title,
				{ ...ours, reports, impossible },
				{ ...theirs, reports: theirReports, impossible: theirImpossible },
				options.intervalMs,
			),
		),
	};
}
