import { type Audit, timed, verdict } from "./audit";

/** The outage is no longer than the VRRP arithmetic says, or than the fault allows where that does not cover it. */
export const prediction: Audit = (view) => {
	const { drill, outage, faultNs, healNs } = view;
	const { limitMs } = drill.expectation;
	const maxMs = limitMs ?? drill.prediction?.maxMs;
	if (maxMs === undefined) {
		return undefined;
	}
	const resolutionNs = drill.intervalMs * 1e6;
	const longest = Math.max(
		0,
		...outage.windows
			.filter(
				({ fromNs }) => fromNs >= faultNs - resolutionNs && fromNs < healNs,
			)
			.map(({ durationMs }) => durationMs),
	);
	return timed(
		verdict(
			view,
			"within the prediction",
			longest <= maxMs + drill.intervalMs,
			{
				en: `measured ${longest.toFixed(0)} ms, ${limitMs === undefined ? "predicted" : "allowed"} at most ${maxMs.toFixed(0)} ms, resolution ${drill.intervalMs} ms`,
				zh: `实测 ${longest.toFixed(0)} ms，${limitMs === undefined ? "预测" : "允许"}最长 ${maxMs.toFixed(0)} ms，分辨率 ${drill.intervalMs} ms`,
			},
			faultNs,
			healNs,
		),
	);
};
