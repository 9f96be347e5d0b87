import type { FaultId } from "../../design/outage";
import type { Expectation } from "../expectation";

/** Another node serves, after the outage that is predicted for the fault. */
export const takeover = (prediction: FaultId): Expectation => ({
	outcome: "takeover",
	prediction,
});

/** Nobody notices anything. */
export const UNNOTICED: Expectation = { outcome: "unnoticed" };
