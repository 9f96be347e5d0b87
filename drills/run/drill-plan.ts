import { z } from "zod";
import type { Recorded } from "../../base/recorded";
import { CLOUD_IDS } from "../../design/capabilities";
import { FAULT_IDS } from "../../design/outage";
import { TIMING_NAMES } from "../../design/timing";
import { keptPredictionSchema } from "../log/prediction";

const machine = z.object({ name: z.string() });

/** What a drill needs to know of a lab, as a running lab keeps it; every `LabPlan` is one. */
export const drillPlanSchema = z.object({
	lab: z.string(),
	cloud: z.enum(CLOUD_IDS),
	client: machine,
	bastion: machine,
	/** A host beside the nodes; labs from before it was there have none. */
	neighbour: machine.exactOptional(),
	/** Where the lab plays the internet too: a machine there, and the VIPs' public addresses in their order. */
	internet: z
		.object({
			client: machine,
			eips: z.object({ vips: z.array(z.string()) }),
		})
		.exactOptional(),
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

export type DrillPlan = Recorded<z.infer<typeof drillPlanSchema>>;
