import { type DrillPlan, drillPlanSchema } from "../drills/run/drill-plan";
import type { LocalLab } from "../local/lab/lab";

/** The plan that a running lab was made from, as its state file keeps it: the settings may have changed since. */
export const drillPlanOf = (lab: LocalLab): DrillPlan =>
	drillPlanSchema.parse(lab.plan);
