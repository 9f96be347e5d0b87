import { z } from "zod";
import type { Known } from "../../base/known";
import type { ProbeSample } from "../../ports/probe-sample";

const NS_PER_MS = 1e6;

/** A time in which requests were lost. */
export interface OutageWindow {
	/** Intended send time of the first lost request, in nanoseconds. */
	readonly fromNs: number;
	/** Intended send time of the first request that was answered again; absent when none was. */
	readonly toNs?: number;
	/** Milliseconds between the two; to the last request when none was answered again. */
	readonly durationMs: number;
	readonly lost: number;
}

/** What a probe saw in all, as reports keep it. */
export const outageSchema = z.object({
	sent: z.int(),
	lost: z.int(),
	/** The longest time without an answer in milliseconds, 0 without one. */
	longestMs: z.number().nonnegative(),
	/** All times without an answer together, in milliseconds. */
	totalMs: z.number().nonnegative(),
});

/** What a probe saw in all. */
export interface OutageSummary extends Known<z.infer<typeof outageSchema>> {
	readonly windows: readonly OutageWindow[];
}

/**
 * Finds the outages among samples in the order of their intended send time.
 * A lost request opens a window, the next answered one closes it.
 */
export function summarizeOutage(
	samples: readonly ProbeSample[],
): OutageSummary {
	const windows: OutageWindow[] = [];
	let open: { fromNs: number; lost: number } | undefined;
	for (const sample of samples) {
		if (sample.lost !== undefined) {
			open = {
				fromNs: open?.fromNs ?? sample.intendedNs,
				lost: (open?.lost ?? 0) + 1,
			};
		} else if (open !== undefined) {
			windows.push({
				...open,
				toNs: sample.intendedNs,
				durationMs: (sample.intendedNs - open.fromNs) / NS_PER_MS,
			});
			open = undefined;
		}
	}
	if (open !== undefined) {
		const lastNs = samples.at(-1)?.intendedNs ?? open.fromNs;
		windows.push({ ...open, durationMs: (lastNs - open.fromNs) / NS_PER_MS });
	}
	return {
		sent: samples.length,
		lost: samples.filter((sample) => sample.lost !== undefined).length,
		...lengthsOf(windows),
	};
}

/** Some outages, and how long they are together. */
export type Outages = Pick<OutageSummary, "windows" | "longestMs" | "totalMs">;

function lengthsOf(windows: readonly OutageWindow[]): Outages {
	const durations = windows.map(({ durationMs }) => durationMs);
	return {
		windows,
		longestMs: Math.max(0, ...durations),
		totalMs: durations.reduce((sum, duration) => sum + duration, 0),
	};
}

/** What was lost, and the moments of the drill that it is measured by. */
interface Measured {
	readonly outage: OutageSummary;
	readonly faultNs: number;
	readonly healNs: number;
}

/**
 * The outages that the fault has to answer for: those that begin while it lasts, and those that were there when it came,
 * from a request in flight that it cut off to one that nobody ended in time. Each counts in full, also where only healing
 * ends it.
 */
export const outagesWhileBroken = (
	windows: readonly OutageWindow[],
	faultNs: number,
	healNs: number,
): readonly OutageWindow[] =>
	windows.filter(
		({ fromNs, toNs = Number.POSITIVE_INFINITY }) =>
			toNs > faultNs && fromNs < healNs,
	);

/** What the fault cost. */
export const faultOutage = ({ outage, faultNs, healNs }: Measured): Outages =>
	lengthsOf(outagesWhileBroken(outage.windows, faultNs, healNs));

/** What healing cost: the outages that begin afterwards, such as that of an address which goes back. */
export const healingOutage = ({
	outage,
	healNs,
}: Pick<Measured, "outage" | "healNs">): Outages =>
	lengthsOf(outage.windows.filter(({ fromNs }) => fromNs >= healNs));
