import type { DrillView } from "../drill-view";
import {
	type OutageWindow,
	outagesWhileBroken,
	summarizeOutage,
} from "../outage";
import { type Audit, verdict } from "./audit";

/**
 * How much longer than predicted an outage may be on a computer that is busy with other work. Twice: a timer or a check
 * that just missed its moment waits for the whole round once more, and no step of a takeover needs a third one. And 3 s,
 * which do not scale: a timer was seen 2.8 s late on an idle machine of a cloud. Beyond lies another mechanism than the one
 * that was predicted, such as the helper's timer, which looks at the route every 30 s.
 */
const hardBoundMs = (predictedMs: number): number => 2 * predictedMs + 3000;

/** A node boots in seconds; nobody waits longer than this for a pair that had no node left. */
const BACK_MS = 30_000;

interface Excess {
	readonly address: string;
	readonly vantage: string;
	readonly ms: number;
	readonly allowedMs: number;
}

const longestOf = (windows: readonly OutageWindow[]): number =>
	Math.max(0, ...windows.map(({ durationMs }) => durationMs));

function allowedWhileBroken({ drill }: DrillView): number | undefined {
	const { outcome, limitMs } = drill.expectation;
	const maxMs = limitMs ?? drill.prediction?.maxMs;
	switch (outcome) {
		case "takeover":
			return maxMs === undefined ? undefined : hardBoundMs(maxMs);
		case "unnoticed":
		case "split-brain":
			return hardBoundMs(drill.returnPrediction?.maxMs ?? 0);
		case "interruption":
		case "degradation":
			return undefined;
	}
}

function outagesOf(view: DrillView): readonly Excess[] {
	const { drill, addresses, faultNs, healNs } = view;
	const { outcome } = drill.expectation;
	const whileBroken = allowedWhileBroken(view);
	const afterwards = hardBoundMs(drill.returnPrediction?.maxMs ?? 0);
	const asked = addresses.flatMap(({ address, seen }) =>
		seen.map(({ vantage, samples }) => ({ at: { address, vantage }, samples })),
	);
	return asked.flatMap(({ at, samples }) => {
		const { windows } = summarizeOutage(samples);
		const before = outagesWhileBroken(windows, faultNs, healNs);
		const after = windows.filter(({ fromNs }) => fromNs >= healNs);
		const backMs = longestOf(
			before.map((window) => ({
				...window,
				durationMs: (window.fromNs - healNs) / 1e6 + window.durationMs,
			})),
		);
		return [
			...(whileBroken === undefined
				? []
				: [{ ...at, ms: longestOf(before), allowedMs: whileBroken }]),
			...(outcome === "interruption"
				? [{ ...at, ms: backMs, allowedMs: BACK_MS }]
				: []),
			{ ...at, ms: longestOf(after), allowedMs: afterwards },
		];
	});
}

const excessOf = ({ ms, allowedMs }: Excess): number =>
	Math.max(0, ms - allowedMs);

/**
 * From no vantage point anybody was away for so long that a busy computer is no excuse. {@link prediction} is stricter and can fail for lack of
 * processor time alone; this one cannot, so a soak is judged by it.
 */
export const hardBound: Audit = (view) => {
	const outages = outagesOf(view);
	// What is beyond its bound comes first; where nothing is, the longest outage says most.
	const [worst] = outages.toSorted(
		(left, right) => excessOf(right) - excessOf(left) || right.ms - left.ms,
	);
	return (
		worst &&
		verdict(view, "hard-bound", worst.ms <= worst.allowedMs, [
			{ kind: "longest-outage", ...worst },
		])
	);
};
