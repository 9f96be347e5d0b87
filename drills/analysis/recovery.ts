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
	const unsettledNs = owners.findLast((span) => span.owners.length !== 1)?.toNs;
	const lostNs = samples.findLast(({ lost }) => lost !== undefined)?.intendedNs;
	const settledNs = Math.max(healNs, unsettledNs ?? 0, lostNs ?? 0);
	return (settledNs - healNs) / 1e6;
}
