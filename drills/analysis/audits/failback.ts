import { answersZh, type DrillView } from "../drill-view";
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
		const [preferred] = nodes;
		const { totalMs, windows } = healingOutage(view);
		const allowedMs = allowedReturnMs(view);
		const soon =
			allowedMs === undefined ||
			totalMs <= allowedMs + drill.intervalMs * windows.length;
		const bound = allowedMs?.toFixed(0);
		return timed(
			verdict(
				view,
				"the preferred node has the address again",
				atEnd === preferred && soon,
				{
					en: `${preferred} is preferred, ${atEnd} answers at the end; ${totalMs.toFixed(0)} ms away after healing${bound === undefined ? "" : `, predicted at most ${bound} ms`}`,
					zh: `首选节点为 ${preferred}，最终${answersZh(atEnd)}；恢复后中断 ${totalMs.toFixed(0)} ms${bound === undefined ? "" : `，预测最长 ${bound} ms`}`,
				},
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
			expectation.outcome === "takeover"
				? "the address did not move back"
				: "the address did not move",
			atEnd === after && lost === 0,
			{
				en: `${atEnd} answers after ${targets.join(", ")} is well again; ${lost} requests lost meanwhile`,
				zh: `${targets.join("、")} 恢复后${answersZh(atEnd)}，其间丢失 ${lost} 个请求`,
			},
			healNs,
		),
		atEnd === after || onlyRequestsWereLost(view),
	);
};
