import type { AddressView, DrillView } from "../drill-view";
import { outagesWhileBroken, summarizeOutage } from "../outage";
import { type Audit, timed, verdict } from "./audit";

/** Milliseconds that another address may be away while the fault lasts; undefined where nothing says so. */
function allowedMs(
	{ drill }: DrillView,
	{ holder }: AddressView,
): number | undefined {
	const { expectation, prediction, returnPrediction, targets } = drill;
	if (holder !== undefined && !targets.includes(holder)) {
		return 0;
	}
	// Its holder was hit, too: it has to move as the first one does. One that is let go goes as on its way back.
	return expectation.limitMs ?? prediction?.maxMs ?? returnPrediction?.maxMs;
}

/** The pair's other addresses stay where they are, or follow as fast as the one that is drilled. */
export const otherAddresses: Audit = (view) => {
	const { drill, addresses, faultNs, healNs } = view;
	const { outcome, twoMastersUntilHealed } = drill.expectation;
	const [, ...others] = addresses;
	if (
		others.length === 0 ||
		(outcome !== "takeover" && outcome !== "unnoticed") ||
		twoMastersUntilHealed
	) {
		return undefined;
	}
	const found = others.flatMap((other) => {
		const allowed = allowedMs(view, other);
		const { windows } = summarizeOutage(other.seen[0]?.samples ?? []);
		const broken = outagesWhileBroken(windows, faultNs, healNs);
		const ms = broken.reduce((sum, { durationMs }) => sum + durationMs, 0);
		return allowed === undefined
			? []
			: [
					{
						...{ address: other.address, ms, allowed },
						well:
							allowed === 0
								? broken.length === 0
								: ms <= allowed + drill.intervalMs * broken.length,
					},
				];
	});
	return timed(
		verdict(
			view,
			"other-addresses",
			found.every(({ well }) => well),
			found.map(({ address, ms, allowed }) => ({
				kind: "away",
				address,
				ms,
				allowedMs: allowed,
			})),
			faultNs,
			healNs,
		),
	);
};
