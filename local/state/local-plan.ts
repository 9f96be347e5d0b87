import { createHash } from "node:crypto";
import { isRecord } from "../../base/is-record";
import type { LabPlan, LocalPlan } from "../../plan/lab-plan";
import { LocalLabError } from "../host/errors";

/**
 * The plan of a lab that is to run here.
 *
 * @throws LocalLabError when the plan is for a cloud
 */
export function localPlanOf<Plan extends LabPlan>(
	plan: Plan,
): Plan & LocalPlan {
	const { internet } = plan;
	if (!internet) {
		throw new LocalLabError(
			`The plan of ${plan.name} (${plan.lab}) is for a cloud, not for this machine.`,
			{ remedy: 'Plan the lab for this machine: planLab(settings, "local").' },
		);
	}
	return { ...plan, internet };
}

/** Equal plans have equal hashes, in whatever order their keys stand. */
export function planHash(plan: LocalPlan): string {
	const text = JSON.stringify(plan, (_, value: unknown) =>
		isRecord(value)
			? Object.fromEntries(Object.entries(value).sort(byKey))
			: value,
	);
	return createHash("sha256").update(text).digest("hex");
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
