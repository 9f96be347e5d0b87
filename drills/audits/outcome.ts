import { type DrillView, NOBODY } from "../drill-view";
import { ownedMs } from "../ownership";
import { type Audit, timed, type Verdict, verdict } from "./audit";

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
	const { drill, before, after, atEnd, faultNs, healNs, owners } = view;
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
			return timed(
				verdict(
					view,
					"nobody noticed the fault",
					after === before && lost === 0,
					`${before} answered before, ${after} after; ${lost} requests lost`,
					faultNs,
					healNs,
				),
				after === before,
			);
		case "split-brain":
			return verdict(
				view,
				"both nodes were master at once",
				owners.some((span) => span.owners.length > 1 && span.fromNs < healNs),
				`two masters for ${ownedMs(owners, (count) => count > 1, faultNs, healNs).toFixed(0)} ms while the fault lasted; ${lost} requests lost`,
				faultNs,
				healNs,
			);
		case "degradation":
			return verdict(
				view,
				"the service came through",
				atEnd !== NOBODY,
				`${lost} requests lost while the fault lasted, ${atEnd} answers at the end`,
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
