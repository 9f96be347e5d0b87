import { z } from "zod";
import { CLOUD_IDS } from "../design/capabilities";
import { TIMING_NAMES } from "../design/timing";
import type { DrillPlan } from "../drills/drill-plan";
import type { LocalLab } from "../local/lab";

const prediction = z.object({
	minMs: z.number(),
	maxMs: z.number(),
	formula: z.string(),
});

const drillPlanSchema = z.object({
	lab: z.string(),
	cloud: z.enum(CLOUD_IDS),
	client: z.object({ name: z.string() }),
	pair: z.object({
		vips: z.array(z.object({ address: z.string() })),
		service: z.object({ port: z.int() }),
		timing: z.object({ name: z.enum(TIMING_NAMES) }),
		preemption: z.enum(["nopreempt", "preempt"]),
		predictedOutages: z.object({
			"stop-keepalived": prediction,
			"crash-nginx": prediction,
			"hang-nginx": prediction,
			"power-cut": prediction,
		}),
	}),
});

/** The plan that a running lab was made from, as its state file keeps it: the settings may have changed since. */
export const drillPlanOf = (lab: LocalLab): DrillPlan =>
	drillPlanSchema.parse(lab.plan);
