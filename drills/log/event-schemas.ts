import { z } from "zod";
import { FAULT_IDS } from "../../design/outage";
import { CLOUD_EVENT_SCHEMAS } from "../../ports/cloud-event";
import { type FaultEvent, type LoggedEvent, VRRP_STATES } from "./event-log";
import type { Outcome } from "./expectation";
import { keptPredictionSchema } from "./prediction";
import { stepSchema } from "./step";

type EventSchemas = {
	readonly [T in LoggedEvent["type"]]: z.ZodType<
		Extract<LoggedEvent, { type: T }>
	>;
};

const timeNs = z.number().nonnegative();
const machine = z.string();

const processSnapshot = z.object({
	pid: z.int(),
	parent: z.int(),
	state: z.string(),
	seconds: z.number(),
	command: z.string(),
});

const OUTCOMES = {
	takeover: "takeover",
	unnoticed: "unnoticed",
	interruption: "interruption",
	"split-brain": "split-brain",
	degradation: "degradation",
} as const satisfies { readonly [O in Outcome]: O };

const ACTIONS = {
	prepare: "prepare",
	inject: "inject",
	heal: "heal",
} as const satisfies { readonly [A in FaultEvent["action"]]: A };

const expectation = z
	.looseObject({
		outcome: z.enum(OUTCOMES),
		prediction: z.exactOptional(z.enum(FAULT_IDS)),
		overlapMs: z.exactOptional(z.number()),
		twoMastersUntilHealed: z.exactOptional(z.literal(true)),
		limitMs: z.exactOptional(z.number()),
		mayMoveAfterHealing: z.exactOptional(z.literal(true)),
		drained: z.exactOptional(z.literal(true)),
		fullDisk: z.exactOptional(z.literal(true)),
	})
	// Logs of older versions say it by the prediction alone.
	.transform((expected) =>
		expected.prediction === "drain"
			? { ...expected, drained: true as const }
			: expected,
	);

/** What each line of an event log may be. Fields that a newer version adds are kept. */
const SCHEMAS = {
	drill: z.looseObject({
		type: z.literal("drill"),
		timeNs,
		drill: z.string(),
		subject: z.exactOptional(z.string()),
		title: z.exactOptional(z.string()),
		lab: z.string(),
		cloud: z.string(),
		timing: z.string(),
		intervalMs: z.number().positive(),
		advertIntervalMs: z.number().positive(),
		vip: z.string(),
		instance: z.string(),
		vips: z.array(z.object({ address: z.string(), instance: z.string() })),
		preemption: z.enum(["nopreempt", "preempt"]),
		nodes: z.array(z.string()).min(1),
		targets: z.array(z.string()),
		vantages: z.array(z.string()).min(1),
		expectation,
		prediction: z.exactOptional(keptPredictionSchema),
		returnPrediction: z.exactOptional(keptPredictionSchema),
		events: z.exactOptional(z.int()),
		thinned: z.exactOptional(z.literal(true)),
		seesCloud: z.exactOptional(z.literal(true)),
		phaseMs: z.number(),
		startedAt: z.exactOptional(z.iso.datetime()),
		seed: z.exactOptional(z.number()),
		run: z.exactOptional(z.int()),
	}),
	probe: z.looseObject({
		type: z.literal("probe"),
		timeNs,
		vantage: z.string(),
		address: z.exactOptional(z.string()),
		sequence: z.int(),
		intendedNs: z.number(),
		latencyMs: z.number(),
		node: z.exactOptional(z.string()),
		lost: z.exactOptional(z.string()),
		connection: z.exactOptional(z.int()),
	}),
	connection: z.looseObject({
		type: z.literal("connection"),
		timeNs,
		vantage: z.string(),
		connection: z.int(),
		state: z.enum(["opened", "broken"]),
		node: z.string(),
		reason: z.exactOptional(z.string()),
	}),
	fault: z.looseObject({
		type: z.literal("fault"),
		timeNs,
		action: z.enum(ACTIONS),
		machine,
		step: z.exactOptional(stepSchema),
		command: z.exactOptional(z.string()),
		doneNs: z.exactOptional(timeNs),
	}),
	machine: z.looseObject({
		type: z.literal("machine"),
		timeNs,
		machine,
		state: z.enum(["off", "on", "frozen", "thawed"]),
		orderedNs: z.exactOptional(timeNs),
	}),
	vrrp: z.looseObject({
		type: z.literal("vrrp"),
		timeNs,
		machine,
		instance: z.string(),
		state: z.enum(VRRP_STATES),
	}),
	log: z.looseObject({
		type: z.literal("log"),
		timeNs,
		machine,
		source: z.string(),
		text: z.string(),
	}),
	nexthop: z.looseObject({
		type: z.literal("nexthop"),
		timeNs,
		machine,
		verb: z.string(),
		result: z.string(),
		ms: z.exactOptional(z.record(z.string(), z.number())),
		error: z.exactOptional(z.string()),
	}),
	snapshot: z.looseObject({
		type: z.literal("snapshot"),
		timeNs,
		moment: z.enum(["before", "during", "after"]),
		machine,
		states: z.record(z.string(), z.string()),
		addresses: z.array(z.string()),
		files: z.record(z.string(), z.string()),
		processes: z.array(processSnapshot),
	}),
	cloud: z.looseObject({
		type: z.literal("cloud"),
		timeNs,
		moment: z.enum(["before", "after"]),
		owners: z.record(z.string(), z.string()),
	}),
	write: z.looseObject({
		type: z.literal("write"),
		timeNs,
		machine,
		path: z.string(),
		error: z.exactOptional(z.string()),
	}),
	...CLOUD_EVENT_SCHEMAS,
} satisfies EventSchemas;

/** One line of a drill's event log. */
export const loggedEventSchema: z.ZodType<LoggedEvent> = z.discriminatedUnion(
	"type",
	[
		SCHEMAS.drill,
		SCHEMAS.probe,
		SCHEMAS.connection,
		SCHEMAS.fault,
		SCHEMAS.machine,
		SCHEMAS.vrrp,
		SCHEMAS.log,
		SCHEMAS.nexthop,
		SCHEMAS.snapshot,
		SCHEMAS.cloud,
		SCHEMAS.write,
		SCHEMAS.api,
		SCHEMAS.route,
		SCHEMAS.announcement,
	],
);
