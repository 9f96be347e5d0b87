import type { Fault } from "../run/fault";

/** A fault as it is done to somebody else's configuration: our predictions say nothing about it. */
export function withoutPrediction(fault: Fault): Fault {
	const { prediction: _, limitMs: __, ...expectation } = fault.expectation;
	return { ...fault, expectation };
}
