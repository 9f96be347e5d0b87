import { answersZh } from "../drill-view";
import { type Audit, onlyRequestsWereLost, timed, verdict } from "./audit";

/** Without preemption the address stays where it is when a node comes back; with preemption it goes to the first node. */
export const failback: Audit = (view) => {
	const { drill, after, atEnd, samples, healNs } = view;
	const { preemption, expectation, nodes, targets } = drill;
	if (preemption === "preempt") {
		const [preferred] = nodes;
		return verdict(
			view,
			"the preferred node has the address again",
			atEnd === preferred,
			{
				en: `${preferred} is preferred, ${atEnd} answers at the end`,
				zh: `首选节点为 ${preferred}，最终${answersZh(atEnd)}`,
			},
			healNs,
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
