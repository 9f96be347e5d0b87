import type { InternetPlan, LocalPlan } from "../../plan/lab-plan";

/** What a drill needs to know of a lab, on this machine or in a cloud; every `LabPlan` is one. */
export interface DrillPlan extends Omit<LocalPlan, "internet"> {
	/** Where the VIPs can be asked from outside: a machine there, and the VIPs' public addresses in their order. */
	readonly internet?: {
		readonly client: Pick<InternetPlan["client"], "name">;
		readonly eips: Pick<InternetPlan["eips"], "vips">;
	};
}
