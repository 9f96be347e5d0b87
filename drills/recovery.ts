import type { DrillView } from "./drill-view";

/**
 * Milliseconds from the begin of healing until there is one master, and every request finds it: the latest moment with
 * none or several masters, or with a lost request, that follows.
 *
 * @returns 0 where healing changed nothing for anybody
 */
export function recoveryMs({
	healNs,
	owners,
	samples,
}: Pick<DrillView, "healNs" | "owners" | "samples">): number {
	const unsettled = [
		...owners
			.filter((span) => span.owners.length !== 1)
			.map(({ toNs }) => toNs),
		...samples
			.filter(({ lost }) => lost !== undefined)
			.map(({ intendedNs }) => intendedNs),
	];
	return Math.max(0, ...unsettled.map((timeNs) => timeNs - healNs)) / 1e6;
}
