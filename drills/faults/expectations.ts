import type { PredictedFault } from "../../design/outage";
import type { Expectation } from "../log/expectation";

/** Another node serves, after the outage that is predicted for the fault. */
export const takeover = (prediction: PredictedFault): Expectation => ({
	outcome: "takeover",
	prediction,
});

/** Two masters until they hear each other again: then one of them gives up, whichever had the address before. */
export const SPLIT_BRAIN: Expectation = {
	outcome: "split-brain",
	mayMoveAfterHealing: true,
};

/** Nobody notices anything. */
export const UNNOTICED: Expectation = { outcome: "unnoticed" };
