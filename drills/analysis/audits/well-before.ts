import type { ProbeSample } from "../../../ports/probe-sample";
import type { Finding } from "../../log/finding";
import type { DrillView } from "../drill-view";
import { summarizeOutage } from "../outage";
import { type Audit, timed, verdictOn } from "./audit";

/**
 * The requests that were lost before the fault, which it has nothing to do with. One that was still under way when the
 * fault came, with none answered in between, is the fault's.
 */
function lostBefore(
	samples: readonly ProbeSample[],
	{ faultNs }: DrillView,
): number {
	const { windows } = summarizeOutage(samples);
	const over = windows.findLast(
		({ toNs }) => toNs !== undefined && toNs <= faultNs,
	);
	return samples.filter(
		({ lost, intendedNs, latencyMs }) =>
			lost !== undefined &&
			(intendedNs < (over?.toNs ?? 0) ||
				intendedNs + latencyMs * 1e6 < faultNs),
	).length;
}

/** Every address answered every vantage point until the fault: a pair that was ill already proves nothing. */
export const wellBefore: Audit = (view) => {
	const wrong = view.addresses.flatMap(({ address, seen }) =>
		seen.flatMap(({ vantage, samples }): readonly Finding[] => {
			const lost = lostBefore(samples, view);
			return lost === 0
				? []
				: [{ kind: "lost-before", lost, vantage, address }];
		}),
	);
	return timed(
		verdictOn(
			view,
			"well-before",
			wrong,
			{ kind: "nothing-lost-before" },
			0,
			view.faultNs,
		),
	);
};
