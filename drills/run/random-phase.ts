import { createHash } from "node:crypto";

/**
 * How long to wait before a fault, so that the faults of many runs are spread over the time between two
 * advertisements. The same seed gives the same times.
 *
 * @param seed any whole number
 * @param run what tells the runs apart, e.g. `power-cut 3`
 * @param intervalMs the advertisement interval, in milliseconds
 * @returns milliseconds from 0 to less than the interval
 */
export const randomPhaseMs = (
	seed: number,
	run: string,
	intervalMs: number,
): number => {
	const digest = createHash("sha256").update(`${seed} ${run}`).digest();
	return (digest.readUInt32BE(0) / 2 ** 32) * intervalMs;
};
