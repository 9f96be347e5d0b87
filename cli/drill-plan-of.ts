import { z } from "zod";
import { CLOUD_IDS } from "../design/capabilities";
import { FAULT_IDS } from "../design/outage";
import { TIMING_NAMES } from "../design/timing";
import { keptPredictionSchema } from "../drills/log/prediction";
import type { DrillPlan } from "../drills/run/drill-plan";
import type { LocalLab } from "../local/lab/lab";

const machine = z.object({ name: z.string() });

const drillPlanSchema = z.object({
	lab: z.string(),
	cloud: z.enum(CLOUD_IDS),
	client: machine,
	bastion: machine,
	neighbour: machine.optional(),
	internet: z
		.object({
			client: machine,
			eips: z.object({ vips: z.array(z.string()) }),
		})
		.optional(),
	pair: z.object({
		nodes: z.array(
			z.object({ name: z.string(), priorities: z.array(z.number()) }),
		),
		vips: z.array(
			z.object({
				address: z.string(),
				instance: z.string(),
				kind: z.enum(["havip", "route"]),
			}),
		),
		service: z.object({ name: z.string(), port: z.int() }),
		timing: z.object({
			name: z.enum(TIMING_NAMES),
			advertIntervalSeconds: z.number(),
		}),
		preemption: z.enum(["nopreempt", "preempt"]),
		predictedOutages: z.record(z.enum(FAULT_IDS), keptPredictionSchema),
	}),
});

/** The plan that a running lab was made from, as its state file keeps it: the settings may have changed since. */
export function drillPlanOf(lab: LocalLab): DrillPlan {
	const { internet, neighbour, ...plan } = drillPlanSchema.parse(lab.plan);
	return {
		...plan,
		...(neighbour && { neighbour }),
		...(internet && { internet }),
	};
}
