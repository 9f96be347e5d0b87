import type { ProbeSample } from "../../../ports/probe-sample";
import type { Finding } from "../../log/finding";
import { type Audit, verdictOn } from "./audit";

/** A probe that has no processor just when it is stopped sends nothing more. */
const IDLE_NS = 1e9;

const missingIn = (samples: readonly ProbeSample[]): number => {
	const sequences = new Set(samples.map(({ sequence }) => sequence));
	const last = samples.reduce(
		(highest, { sequence }) => Math.max(highest, sequence),
		-1,
	);
	return last + 1 - sequences.size;
};

/** A request that is not in the log is neither answered nor lost: an outage could hide there. */
export const nothingIsMissing: Audit = (view) => {
	const { drill, addresses } = view;
	if (drill.thinned) {
		return undefined;
	}
	const lookedNs = Math.min(
		...view.snapshots("after").map(({ timeNs }) => timeNs),
	);
	const complaints = addresses.flatMap(({ address, seen }) =>
		seen.flatMap(({ vantage, samples }): readonly Finding[] => {
			const missing = missingIn(samples);
			const lastNs = samples.at(-1)?.intendedNs ?? 0;
			return [
				...(missing > 0
					? [
							{
								kind: "requests-missing" as const,
								times: missing,
								address,
								vantage,
							},
						]
					: []),
				...(samples.length > 0 && lastNs + IDLE_NS < lookedNs
					? [{ kind: "probe-ended" as const, address, vantage }]
					: []),
			];
		}),
	);
	return verdictOn(view, "whole-log", complaints, { kind: "log-whole" });
};
