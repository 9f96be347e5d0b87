import type { ProbeSample } from "../../../ports/probe-sample";
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
		seen.flatMap(({ vantage, samples }) => {
			const missing = missingIn(samples);
			const lastNs = samples.at(-1)?.intendedNs ?? 0;
			return [
				...(missing > 0
					? [
							{
								en: `${missing} requests for ${address} from ${vantage} are missing`,
								zh: `缺少 ${vantage} 对 ${address} 的 ${missing} 个请求`,
							},
						]
					: []),
				...(samples.length > 0 && lastNs + IDLE_NS < lookedNs
					? [
							{
								en: `the probe of ${address} on ${vantage} ended before the drill`,
								zh: `${vantage} 上对 ${address} 的探测在演练结束前就已停止`,
							},
						]
					: []),
			];
		}),
	);
	return verdictOn(view, "no request is missing in the log", complaints, {
		en: "each was answered or lost, to the end of the drill",
		zh: "直到演练结束，每个请求都有应答或丢失的记录",
	});
};
