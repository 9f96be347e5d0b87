import { defined } from "../../../base/defined";
import type { DrillView } from "../drill-view";
import { healingOutage } from "../outage";
import { type Audit, onlyRequestsWereLost, timed, verdict } from "./audit";

/**
 * Milliseconds that the way back may cost. Where the address may move several times, or the network heals first, no
 * arithmetic says it.
 */
const allowedReturnMs = ({ drill }: DrillView): number | undefined => {
	const { outcome, mayMoveAfterHealing } = drill.expectation;
	return (outcome === "takeover" || outcome === "unnoticed") &&
		!mayMoveAfterHealing
		? drill.returnPrediction?.maxMs
		: undefined;
};

/** Without preemption the address stays where it is when a node comes back; with preemption it goes to the first node. */
export const failback: Audit = (view) => {
	const { drill, after, atEnd, samples, healNs } = view;
	const { preemption, expectation, nodes, targets } = drill;
	if (preemption === "preempt") {
		const [preferred = ""] = nodes;
		const { totalMs, windows } = healingOutage(view);
		const allowedMs = allowedReturnMs(view);
		const soon =
			allowedMs === undefined ||
			totalMs <= allowedMs + drill.intervalMs * windows.length;
		return timed(
			verdict(
				view,
				"moved-back",
				atEnd === preferred && soon,
				[
					{
						kind: "way-back",
						preferred,
						atEnd,
						ms: totalMs,
						...defined({ maxMs: allowedMs }),
					},
				],
				healNs,
			),
			atEnd === preferred,
		);
	}
	if (
		expectation.mayMoveAfterHealing ||
		(expectation.outcome !== "takeover" && expectation.outcome !== "unnoticed")
	) {
		return undefined;
	}
	const lost = samples.filter(
		(sample) => sample.lost !== undefined && sample.intendedNs >= healNs,
	).length;
	return timed(
		verdict(
			view,
			expectation.outcome === "takeover" ? "did-not-move-back" : "did-not-move",
			atEnd === after && lost === 0,
			[{ kind: "stayed", atEnd, targets, lost }],
			healNs,
		),
		atEnd === after || onlyRequestsWereLost(view),
	);
};
