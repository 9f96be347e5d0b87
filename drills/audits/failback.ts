import { type Audit, timed, verdict } from "./audit";

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
			`${preferred} is preferred, ${atEnd} answers at the end`,
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
			`${atEnd} answers after ${targets.join(", ")} is well again; ${lost} requests lost meanwhile`,
			healNs,
		),
		atEnd === after,
	);
};
