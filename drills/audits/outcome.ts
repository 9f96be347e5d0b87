import { type DrillView, NOBODY } from "../drill-view";
import { type Audit, type Verdict, verdict } from "./audit";

const lostBetween = (
	{ samples }: DrillView,
	fromNs: number,
	toNs: number,
): number =>
	samples.filter(
		({ lost, intendedNs }) =>
			lost !== undefined && intendedNs >= fromNs && intendedNs < toNs,
	).length;

/** The fault led to what it should lead to. */
export const outcome: Audit = (view): Verdict => {
	const { drill, before, after, atEnd, faultNs, healNs } = view;
	const lost = lostBetween(view, faultNs, healNs);
	switch (drill.expectation.outcome) {
		case "takeover":
			return verdict(
				view,
				"another node took over",
				drill.targets.includes(before) && after !== before && after !== NOBODY,
				`${before} answered before, ${after} after`,
				faultNs,
				healNs,
			);
		case "unnoticed":
			return verdict(
				view,
				"nobody noticed the fault",
				after === before && lost === 0,
				`${before} answered before, ${after} after; ${lost} requests lost`,
				faultNs,
				healNs,
			);
		case "interruption":
			return verdict(
				view,
				"the service came back after healing",
				atEnd !== NOBODY,
				`${after} answered during the fault, ${atEnd} at the end`,
			);
	}
};
