import { faultOutage } from "../outage";
import { type Audit, timed, verdict } from "./audit";

/** The outage is no longer than the VRRP arithmetic says, or than the fault allows where that does not cover it. */
export const prediction: Audit = (view) => {
	const { drill, faultNs, healNs } = view;
	const { limitMs } = drill.expectation;
	const maxMs = limitMs ?? drill.prediction?.maxMs;
	if (maxMs === undefined) {
		return undefined;
	}
	const { totalMs, windows } = faultOutage(view);
	const resolutionMs = drill.intervalMs * Math.max(1, windows.length);
	return timed(
		verdict(
			view,
			"within-prediction",
			totalMs <= maxMs + resolutionMs,
			[
				{
					kind: "outage",
					ms: totalMs,
					maxMs,
					by: limitMs === undefined ? "prediction" : "limit",
					resolutionMs,
				},
			],
			faultNs,
			healNs,
		),
	);
};
