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
			"within the prediction",
			totalMs <= maxMs + resolutionMs,
			{
				en: `measured ${totalMs.toFixed(0)} ms, ${limitMs === undefined ? "predicted" : "allowed"} at most ${maxMs.toFixed(0)} ms, resolution ${resolutionMs} ms`,
				zh: `实测 ${totalMs.toFixed(0)} ms，${limitMs === undefined ? "预测" : "允许"}最长 ${maxMs.toFixed(0)} ms，分辨率 ${resolutionMs} ms`,
			},
			faultNs,
			healNs,
		),
	);
};
