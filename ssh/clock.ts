import type { ClockOffsets } from "../ports/bench";

/** One question to a machine's clocks. All in nanoseconds. */
export interface ClockRoundTrip {
	/** The bench's clock when the question was sent, and when the answer came. */
	readonly sentNs: number;
	readonly receivedNs: number;
	/** The machine's clocks when it answered. */
	readonly monotonicNs: number;
	readonly wallNs: number;
}

/** A machine's clocks, and how well they are known. */
export interface ClockEstimate {
	readonly offsets: ClockOffsets;
	/** Nanoseconds by which the offsets can be wrong at most, had the answer taken all of the way's time or none of it. */
	readonly uncertaintyNs: number;
}

/**
 * Compares a machine's clocks with the bench's. Of several questions the one counts that took least time (Cristian's
 * algorithm): what took longer only waited somewhere on one of the two ways, and nobody knows on which.
 *
 * @throws RangeError without a round trip
 */
export function estimateClock(
	roundTrips: readonly ClockRoundTrip[],
): ClockEstimate {
	const [first, ...others] = roundTrips;
	if (first === undefined) {
		throw new RangeError("A clock cannot be known without a round trip.");
	}
	const delay = ({ sentNs, receivedNs }: ClockRoundTrip): number =>
		receivedNs - sentNs;
	const best = others.reduce(
		(least, trip) => (delay(trip) < delay(least) ? trip : least),
		first,
	);
	const middleNs = best.sentNs + delay(best) / 2;
	return {
		offsets: {
			monotonicNs: middleNs - best.monotonicNs,
			wallNs: middleNs - best.wallNs,
		},
		uncertaintyNs: delay(best) / 2,
	};
}
