import { eventsOf } from "../../log/event-log";
import { NOBODY } from "../../log/nobody";
import type { DrillView } from "../drill-view";
import { ownedMs } from "../ownership";
import {
	type Audit,
	onlyRequestsWereLost,
	timed,
	type Verdict,
	verdict,
} from "./audit";

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
				"outcome-takeover",
				drill.targets.includes(before) && after !== before && after !== NOBODY,
				[{ kind: "answered", before, after }],
				faultNs,
				healNs,
			);
		case "unnoticed": {
			const broken = eventsOf(view.log, "connection").filter(
				({ state, timeNs }) => state === "broken" && timeNs >= faultNs,
			).length;
			return timed(
				verdict(
					view,
					"outcome-unnoticed",
					after === before && lost === 0 && broken === 0,
					[{ kind: "unnoticed", before, after, lost, broken }],
					faultNs,
					healNs,
				),
				broken === 0 && (after === before || onlyRequestsWereLost(view)),
			);
		}
		case "split-brain": {
			const ms = ownedMs(owners, (count) => count > 1, faultNs, healNs);
			return verdict(
				view,
				"outcome-split-brain",
				owners.some((span) => span.owners.length > 1 && span.fromNs < healNs),
				[{ kind: "split-brain", ms, lost }],
				faultNs,
				healNs,
			);
		}
		case "degradation":
			return verdict(
				view,
				"outcome-degradation",
				lost > 0 && atEnd !== NOBODY,
				[{ kind: "disturbed", lost, atEnd }],
			);
		case "interruption": {
			// One that was cut a moment later than the other may have taken over for that moment.
			const last =
				view.samples.findLast(
					({ intendedNs }) => intendedNs >= faultNs && intendedNs < healNs,
				)?.node ?? NOBODY;
			return verdict(
				view,
				"outcome-interruption",
				lost > 0 && last === NOBODY && atEnd !== NOBODY,
				[{ kind: "interrupted", lost, last, atEnd }],
			);
		}
	}
};
