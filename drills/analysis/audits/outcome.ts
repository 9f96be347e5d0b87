import { eventsOf } from "../../log/event-log";
import { answersZh, type DrillView, NOBODY } from "../drill-view";
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
				"another node took over",
				drill.targets.includes(before) && after !== before && after !== NOBODY,
				{
					en: `${before} answered before, ${after} after`,
					zh: `故障前${answersZh(before)}，故障后${answersZh(after)}`,
				},
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
					"nobody noticed the fault",
					after === before && lost === 0 && broken === 0,
					{
						en: `${before} answered before, ${after} after; ${lost} requests lost, ${broken} kept connections broken`,
						zh: `故障前${answersZh(before)}，故障后${answersZh(after)}，丢失 ${lost} 个请求，断开 ${broken} 个长连接`,
					},
					faultNs,
					healNs,
				),
				broken === 0 && (after === before || onlyRequestsWereLost(view)),
			);
		}
		case "split-brain": {
			const twoMs = ownedMs(
				owners,
				(count) => count > 1,
				faultNs,
				healNs,
			).toFixed(0);
			return verdict(
				view,
				"both nodes were master at once",
				owners.some((span) => span.owners.length > 1 && span.fromNs < healNs),
				{
					en: `two masters for ${twoMs} ms while the fault lasted; ${lost} requests lost`,
					zh: `故障期间双主共 ${twoMs} ms，丢失 ${lost} 个请求`,
				},
				faultNs,
				healNs,
			);
		}
		case "degradation":
			return verdict(
				view,
				"the service was disturbed and came through",
				lost > 0 && atEnd !== NOBODY,
				{
					en: `${lost} requests lost while the fault lasted, ${atEnd} answers at the end`,
					zh: `故障期间丢失 ${lost} 个请求，最终${answersZh(atEnd)}`,
				},
			);
		case "interruption": {
			// One that was cut a moment later than the other may have taken over for that moment.
			const last =
				view.samples.findLast(
					({ intendedNs }) => intendedNs >= faultNs && intendedNs < healNs,
				)?.node ?? NOBODY;
			return verdict(
				view,
				"the service was away and came back after healing",
				lost > 0 && last === NOBODY && atEnd !== NOBODY,
				{
					en: `${lost} requests lost while the fault lasted, ${last} answered at its end, ${atEnd} after healing`,
					zh: `故障期间丢失 ${lost} 个请求，故障末${answersZh(last)}，恢复后${answersZh(atEnd)}`,
				},
			);
		}
	}
};
