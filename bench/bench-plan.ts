import { loadSettings } from "../cli/load-settings";
import type { LabPlan } from "../plan/lab-plan";
import { planLab } from "../plan/plan-lab";

/** The plan of a lab that is made for measuring: the project's settings, some of them changed. */
export const benchPlan = (
	changes: Readonly<Record<string, unknown>>,
): LabPlan =>
	planLab(
		loadSettings("local", { overrides: { ...changes, name: "halab-bench" } }),
		"local",
	);
