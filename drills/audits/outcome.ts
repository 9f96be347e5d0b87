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
		case "unnoticed":
			return timed(
				verdict(
					view,
					"nobody noticed the fault",
					after === before && lost === 0,
					{
						en: `${before} answered before, ${after} after; ${lost} requests lost`,
						zh: `故障前${answersZh(before)}，故障后${answersZh(after)}，丢失 ${lost} 个请求`,
					},
					faultNs,
					healNs,
				),
				after === before || onlyRequestsWereLost(view),
			);
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
			return verdict(view, "the service came through", atEnd !== NOBODY, {
				en: `${lost} requests lost while the fault lasted, ${atEnd} answers at the end`,
				zh: `故障期间丢失 ${lost} 个请求，最终${answersZh(atEnd)}`,
			});
		case "interruption":
			return verdict(
				view,
				"the service came back after healing",
				atEnd !== NOBODY,
				{
					en: `${after} answered during the fault, ${atEnd} at the end`,
					zh: `故障期间${answersZh(after)}，最终${answersZh(atEnd)}`,
				},
			);
	}
};
