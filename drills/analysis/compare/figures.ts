import { NOBODY } from "../../log/nobody";
import type { DrillReport } from "../drill-report";
import {
	type AuditFailure,
	failuresOf,
	percentile,
	unavailableMs,
} from "../drill-summary";
import type { Phases } from "../phases";

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

/** The median of each phase over the runs that show it, in milliseconds. */
export type MedianPhases = Pick<
	Phases,
	"detectionMs" | "electionMs" | "announcementMs" | "clientMs"
>;

/** What several runs of one fault showed. */
export interface Figures {
	readonly runs: number;
	/** Milliseconds without service in all, a return of the address included. */
	readonly p50Ms: number;
	readonly p95Ms: number;
	readonly maxMs: number;
	/** Requests lost in all runs together. */
	readonly lost: number;
	readonly endings: Readonly<Partial<Record<Ending, number>>>;
	/** The audits that failed, with how often; the audits know what our nodes run, so a tutorial's fail some. */
	readonly failures: readonly AuditFailure[];
	readonly phases: MedianPhases;
}

function counted<Key extends string>(keys: readonly Key[]): Map<Key, number> {
	const counts = new Map<Key, number>();
	for (const key of keys) {
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return counts;
}

function medianPhases(all: readonly Phases[]): MedianPhases {
	const median = (
		key: keyof MedianPhases,
	): Partial<Record<typeof key, number>> => {
		const values = all.flatMap((phases) => phases[key] ?? []);
		return values.length === 0 ? {} : { [key]: percentile(values, 0.5) };
	};
	return {
		...median("detectionMs"),
		...median("electionMs"),
		...median("announcementMs"),
		...median("clientMs"),
	};
}

/** The figures of several runs of one fault on one subject. Pure. */
export function figuresOf(reports: readonly DrillReport[]): Figures {
	const outages = reports.map(unavailableMs);
	return {
		runs: reports.length,
		p50Ms: percentile(outages, 0.5),
		p95Ms: percentile(outages, 0.95),
		maxMs: Math.max(0, ...outages),
		lost: reports.reduce((sum, { outage }) => sum + outage.lost, 0),
		endings: Object.fromEntries(counted(reports.map(endingOf))),
		failures: failuresOf(reports),
		phases: medianPhases(reports.flatMap(({ phases }) => phases ?? [])),
	};
}
