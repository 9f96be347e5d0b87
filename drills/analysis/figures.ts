import { z } from "zod";
import { defined } from "../../base/defined";
import type { Known } from "../../base/known";
import type { KeptPrediction } from "../../plan/kept-prediction";
import type { AuditId } from "../log/finding";
import { NOBODY } from "../log/nobody";
import type { DrillReport } from "./drill-report";
import type { Phases } from "./phases";

/**
 * How one drill ended, whoever's configuration it was.
 *
 * - `as-expected`: the fault led to what it should lead to;
 * - `served-by-the-same`: nobody took over, the node that was hit served again by itself before it was healed;
 * - `nobody-served`: nobody took over, the service was away until the fault was healed;
 * - `noticed`: something was lost or moved that should not;
 * - `not-back`: nobody answered even after healing;
 * - `other`: what should have happened did not.
 */
export type Ending =
	| "as-expected"
	| "served-by-the-same"
	| "nobody-served"
	| "noticed"
	| "not-back"
	| "other";

/** All endings, the good one first. */
export const ENDING_NAMES: readonly Ending[] = [
	"as-expected",
	"served-by-the-same",
	"nobody-served",
	"noticed",
	"not-back",
	"other",
];

/** How a drill ended: as it should, by the audit of its outcome, or otherwise. */
export function endingOf(report: DrillReport): Ending {
	const { outcome, before, after, atEnd, audits } = report;
	if (atEnd === NOBODY) {
		return "not-back";
	}
	const judged = audits.find(({ audit }) => audit === `outcome-${outcome}`);
	if (judged?.passed === true) {
		return "as-expected";
	}
	switch (outcome) {
		case "takeover":
			return after === NOBODY
				? "nobody-served"
				: after === before
					? "served-by-the-same"
					: "other";
		case "unnoticed":
			return "noticed";
		case "interruption":
		case "degradation":
		case "split-brain":
			return "other";
	}
}

/**
 * The value that a share of the values does not exceed (nearest rank).
 *
 * @param share from 0 to 1
 * @returns 0 without values
 */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((left, right) => left - right);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** The time without service in all, the way back after healing included, as the vantage point saw it that decides. */
export const unavailableMs = ({ outage }: DrillReport): number =>
	outage.totalMs;

/** Whether nobody but the healing brought the service back: then the outage has no figure of its own. */
export const endedByHealing = ({
	endings,
}: Pick<Figures, "endings">): boolean =>
	endings["nobody-served"] !== undefined || endings["not-back"] !== undefined;

const milliseconds = z.number().nonnegative();

/** How long the service was away in several runs, in milliseconds. */
const spreadSchema = z.object({
	p50Ms: milliseconds,
	p95Ms: milliseconds,
	maxMs: milliseconds,
});

export type Spread = Known<z.infer<typeof spreadSchema>>;

/** The figures that reports keep: the {@link Spread} of what the fault cost, as its prediction means it, and more. */
export const figuresSchema = spreadSchema.extend({
	drill: z.string(),
	runs: z.int().positive(),
	/** Requests lost in all runs together, as the deciding vantage point saw it. */
	lost: z.int(),
	/** The most that healing cost in a run, in milliseconds. */
	healingMs: milliseconds,
	/** The longest time with two masters or more in a run, in milliseconds. */
	twoMastersMs: milliseconds,
	/** Kept connections that broke, in all runs together. */
	brokenConnections: z.int(),
});

/** The median of each phase over the runs that show it, in milliseconds. */
export type MedianPhases = Pick<
	Phases,
	"detectionMs" | "electionMs" | "announcementMs" | "clientMs"
>;

/** An audit that failed, and in how many runs. */
export interface AuditFailure {
	readonly audit: AuditId;
	readonly times: number;
}

/** What several runs of one fault showed. */
export interface Figures extends Known<z.infer<typeof figuresSchema>> {
	/** What fault and healing cost together: what configurations are compared by. */
	readonly inAll: Spread;
	readonly prediction?: KeptPrediction;
	/** The audits that failed; they know what our nodes run, so a tutorial's fail some. */
	readonly failures: readonly AuditFailure[];
	readonly endings: Readonly<Partial<Record<Ending, number>>>;
	readonly phases: MedianPhases;
}

const sum = (values: readonly number[]): number =>
	values.reduce((total, value) => total + value, 0);

const spreadOf = (values: readonly number[]): Spread => ({
	p50Ms: percentile(values, 0.5),
	p95Ms: percentile(values, 0.95),
	maxMs: Math.max(0, ...values),
});

/** How often each is there, in the order in which they first appear. */
const timesOf = <Item>(items: readonly Item[]): readonly [Item, number][] =>
	[...new Set(items)].map((item) => [
		item,
		items.filter((each) => each === item).length,
	]);

function medianPhases(reports: readonly DrillReport[]): MedianPhases {
	const median = (key: keyof MedianPhases): number | undefined => {
		const values = reports.flatMap(({ phases }) => phases?.[key] ?? []);
		return values.length === 0 ? undefined : percentile(values, 0.5);
	};
	return defined({
		detectionMs: median("detectionMs"),
		electionMs: median("electionMs"),
		announcementMs: median("announcementMs"),
		clientMs: median("clientMs"),
	});
}

const figuresOf = (drill: string, runs: readonly DrillReport[]): Figures => ({
	drill,
	runs: runs.length,
	...spreadOf(runs.map(({ faultOutage }) => faultOutage.totalMs)),
	inAll: spreadOf(runs.map(unavailableMs)),
	lost: sum(runs.map(({ outage }) => outage.lost)),
	healingMs: Math.max(
		...runs.map(({ healingOutage }) => healingOutage.totalMs),
	),
	twoMastersMs: Math.max(...runs.map(({ twoOwnersMs }) => twoOwnersMs)),
	brokenConnections: sum(runs.map(({ connections }) => connections.broken)),
	...defined({ prediction: runs[0]?.prediction }),
	failures: timesOf(
		runs.flatMap(({ audits }) =>
			audits.flatMap(({ audit, passed }) => (passed ? [] : audit)),
		),
	).map(([audit, times]) => ({ audit, times })),
	endings: Object.fromEntries(timesOf(runs.map(endingOf))),
	phases: medianPhases(runs),
});

/** The figures of each fault, in the order in which the faults first appear. Pure. */
export const figuresByFault = (
	reports: readonly DrillReport[],
): readonly Figures[] =>
	[...new Set(reports.map(({ drill }) => drill))].map((drill) =>
		figuresOf(
			drill,
			reports.filter((report) => report.drill === drill),
		),
	);
