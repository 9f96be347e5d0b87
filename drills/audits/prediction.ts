import { type Audit, verdict } from "./audit";

/** The outage is no longer than the VRRP arithmetic says. */
export const prediction: Audit = (view) => {
	const { drill, outage, faultNs, healNs } = view;
	if (drill.prediction === undefined) {
		return undefined;
	}
	const { maxMs } = drill.prediction;
	const resolutionNs = drill.intervalMs * 1e6;
	const longest = Math.max(
		0,
		...outage.windows
			.filter(
				({ fromNs }) => fromNs >= faultNs - resolutionNs && fromNs < healNs,
			)
			.map(({ durationMs }) => durationMs),
	);
	return verdict(
		view,
		"within the prediction",
		longest <= maxMs + drill.intervalMs,
		`measured ${longest.toFixed(0)} ms, predicted at most ${maxMs.toFixed(0)} ms, resolution ${drill.intervalMs} ms`,
		faultNs,
		healNs,
	);
};
