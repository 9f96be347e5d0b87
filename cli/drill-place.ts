import type { DrillPlan } from "../drills/run/drill-plan";
import type { Bench } from "../ports/bench";

/** Where drills run: on this machine or in a cloud. */
export interface DrillPlace {
	readonly bench: Bench;
	readonly plan: DrillPlan;
	/** Directory of what is kept about it. */
	readonly directory: string;
	/** The vantage point that decides. @default - the client */
	readonly from?: string;
}
