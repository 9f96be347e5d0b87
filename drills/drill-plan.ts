import type { LabPlan } from "../plan/lab-plan";

/** What a drill needs to know of a lab; every `LabPlan` is one. */
export interface DrillPlan extends Pick<LabPlan, "lab" | "cloud"> {
	readonly client: Pick<LabPlan["client"], "name">;
	readonly pair: {
		readonly vips: readonly Pick<LabPlan["pair"]["vips"][number], "address">[];
		readonly service: Pick<LabPlan["pair"]["service"], "port">;
		readonly timing: Pick<LabPlan["pair"]["timing"], "name">;
		readonly preemption: LabPlan["pair"]["preemption"];
		readonly predictedOutages: LabPlan["pair"]["predictedOutages"];
	};
}
