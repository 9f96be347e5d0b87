import type { KeptPrediction } from "../log/prediction";
import type { AuditId } from "../text/finding";
import type { DrillReport } from "./drill-report";

/** An audit that failed, and in how many runs. */
export interface AuditFailure {
	readonly audit: AuditId;
	readonly times: number;
}

/** The outages of several runs of one fault. */
export interface DrillSummary {
	readonly drill: string;
	readonly runs: number;
	/** Milliseconds without service that the fault cost, as its prediction means them; what healing cost is apart. */
	readonly p50Ms: number;
	readonly p95Ms: number;
	readonly maxMs: number;
	/** Requests lost in all runs together. */
	readonly lost: number;
	/** The most that healing cost in a run, in milliseconds. */
	readonly healingMs: number;
	/** The longest time with two masters or more in a run, in milliseconds. */
	readonly twoMastersMs: number;
	/** Kept connections that broke, in all runs together. */
	readonly brokenConnections: number;
	readonly prediction?: KeptPrediction;
	readonly failures: readonly AuditFailure[];
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

/** The audits that failed in some runs, in the order in which they first did. */
export function failuresOf(
	reports: readonly DrillReport[],
): readonly AuditFailure[] {
	const failed = reports
		.flatMap(({ audits }) => audits)
		.flatMap(({ audit, passed }) => (passed ? [] : audit));
	return [...new Set(failed)].map((audit) => ({
		audit,
		times: failed.filter((each) => each === audit).length,
	}));
}

/** One summary per fault, in the order in which the faults first appear. */
export function summarizeDrills(
	reports: readonly DrillReport[],
): readonly DrillSummary[] {
	return [...new Set(reports.map(({ drill }) => drill))].map((drill) => {
		const runs = reports.filter((report) => report.drill === drill);
		const outages = runs.map(({ faultOutage }) => faultOutage.totalMs);
		const prediction = runs[0]?.prediction;
		return {
			drill,
			runs: runs.length,
			p50Ms: percentile(outages, 0.5),
			p95Ms: percentile(outages, 0.95),
			maxMs: Math.max(0, ...outages),
			lost: runs.reduce((sum, { outage }) => sum + outage.lost, 0),
			healingMs: Math.max(
				0,
				...runs.map(({ healingOutage }) => healingOutage.totalMs),
			),
			twoMastersMs: Math.max(0, ...runs.map(({ twoOwnersMs }) => twoOwnersMs)),
			brokenConnections: runs.reduce(
				(sum, { connections }) => sum + connections.broken,
				0,
			),
			...(prediction && { prediction }),
			failures: failuresOf(runs),
		};
	});
}
