import type { TimingName } from "../../design/timing";
import { localPlanOf } from "../../local/state/local-plan";
import type { LabPlan, LocalPlan } from "../../plan/lab-plan";
import { planLab } from "../../plan/plan-lab";
import { settingsSchema } from "../../plan/settings";

/** The first lab's plan under a name of its own, so that tests never touch a lab that somebody is using. */
export function fixturePlan(
	name: string,
	settings: {
		readonly timing?: TimingName;
		readonly lab?: LabPlan["lab"];
		readonly cloud?: LabPlan["cloud"];
	} = {},
): LabPlan & LocalPlan {
	return localPlanOf(
		planLab(settingsSchema.parse({ name, ...settings }), "local"),
	);
}
