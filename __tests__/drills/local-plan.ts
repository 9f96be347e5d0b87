import type { DrillPlan } from "../../drills/run/drill-plan";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";

/** The first lab on this machine, of which nothing is made. */
export const LOCAL_PLAN: DrillPlan = planLab(
	parseSettings("", "halab.yaml", {
		home: "local",
		readPublicKeyFile: () => "",
		overrides: {},
	}),
	"local",
);
