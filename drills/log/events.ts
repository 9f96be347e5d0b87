import { z } from "zod";
import type { Known } from "../../base/known";
import { keptPredictionSchema } from "../../plan/kept-prediction";
import { CLOUD_EVENT_SCHEMAS } from "../../ports/cloud-event";
import { probeSampleSchema } from "../../ports/probe-sample";
import { expectationSchema } from "./expectation";
import { stepSchema } from "./step";

const timeNs = z.number().nonnegative();
const machine = z.string();

/** What a drill was: the first event of its log. */
export const drillEventSchema = z.looseObject({
	type: z.literal("drill"),
	timeNs,
	drill: z.string(),
	/**
	 * Whose configuration was drilled, e.g. `seed:kingsoft` for a tutorial's.
	 *
	 * @default - the lab's own
	 */
	subject: z.string().exactOptional(),
	/** What is done, in English words. @default - {@link drill} says it: only logs of older versions have this */
	title: z.string().exactOptional(),
	lab: z.string(),
	cloud: z.string(),
	timing: z.string(),
	/** Milliseconds between two requests. */
	intervalMs: z.number().positive(),
	/** Milliseconds between two VRRP advertisements. */
	advertIntervalMs: z.number().positive(),
	/** The floating address that was asked. */
	vip: z.string(),
	/** The virtual router that moves the VIP, e.g. `VI_1`. */
	instance: z.string(),
	/** All floating addresses and the virtual routers that move them. */
	vips: z.array(z.object({ address: z.string(), instance: z.string() })),
	preemption: z.enum(["nopreempt", "preempt"]),
	/** The nodes, the one that the VIP prefers first. */
	nodes: z.array(z.string()).min(1),
	/** The nodes that are hit. */
	targets: z.array(z.string()),
	/** From where the VIP was asked; the first one decides. */
	vantages: z.array(z.string()).min(1),
	expectation: expectationSchema,
	/** What the plan expects of the outage, where its arithmetic covers the fault. */
	prediction: keptPredictionSchema.exactOptional(),
	/**
	 * What the address's way back to the preferred node may cost after healing.
	 *
	 * @default - it does not go back, or the log is of an older version
	 */
	returnPrediction: keptPredictionSchema.exactOptional(),
	/**
	 * How many events the log holds, this one among them: so a log that lost some is known.
	 *
	 * @default - the log is of an older version
	 */
	events: z.int().exactOptional(),
	/**
	 * Set where requests that went well were left out of the log.
	 *
	 * @default - every request is there, or the log is of an older version
	 */
	thinned: z.literal(true).exactOptional(),
	/**
	 * Set where the bench looked into the cloud: the log says what leads where.
	 *
	 * @default - it could not, or the log is of an older version
	 */
	seesCloud: z.literal(true).exactOptional(),
	/** Milliseconds that were waited before the fault, by chance, so that it meets any moment between two advertisements. */
	phaseMs: z.number(),
	/** Wall-clock time of the drill's begin, ISO 8601 in UTC. Logs of older versions have none. */
	startedAt: z.iso.datetime().exactOptional(),
	/** Seed and number of the run, which decided {@link phaseMs}. */
	seed: z.number().exactOptional(),
	run: z.int().exactOptional(),
});

/** One process of a node. */
const processSchema = z.object({
	pid: z.int(),
	/** PID of the parent; 0 for one that came from outside the node. */
	parent: z.int(),
	/** First letter of the state as `ps` shows it; `Z` is a zombie. */
	state: z.string(),
	seconds: z.number(),
	command: z.string(),
});

/**
 * What each line of an event log may be: the one declaration of every event. Fields that a newer version adds are kept.
 * Times are nanoseconds of one monotonic clock.
 */
const EVENT_SCHEMAS = {
	drill: drillEventSchema,
	/** One request. */
	probe: z.looseObject({
		type: z.literal("probe"),
		timeNs,
		vantage: z.string(),
		/**
		 * The address that was asked, where it is another floating address of the pair than the drill's.
		 *
		 * @default - the drill's VIP, or the public address that leads to it
		 */
		address: z.string().exactOptional(),
		...probeSampleSchema.shape,
	}),
	/** A connection that is kept and carries one request after the other. */
	connection: z.looseObject({
		type: z.literal("connection"),
		/** When its first answer came, or when it was given up. */
		timeNs,
		vantage: z.string(),
		/** Number of the connection, from 1. */
		connection: z.int(),
		/** `broken` while a request waited for its answer: a connection that the server ends between two requests is not. */
		state: z.enum(["opened", "broken"]),
		/** The node that answered on it. */
		node: z.string(),
		/** Why it broke, e.g. `ECONNRESET` or `timeout`. */
		reason: z.string().exactOptional(),
	}),
	/** One step of injecting or healing a fault. */
	fault: z.looseObject({
		type: z.literal("fault"),
		/** When the command began to run on its machine, or the order was given. */
		timeNs,
		/** `prepare` comes before the fault whose consequences are timed. */
		action: z.enum(["prepare", "inject", "heal"]),
		machine,
		/** What was done. @default - a command that speaks for itself, or the log is of an older version */
		step: stepSchema.exactOptional(),
		/** The command that ran on the machine. In logs of older versions a step is here, too, in English words. */
		command: z.string().exactOptional(),
		/**
		 * When the network had done it: it did so at some moment between {@link timeNs} and this one.
		 *
		 * @default - no step of the network, or the log is of an older version
		 */
		doneNs: timeNs.exactOptional(),
	}),
	/** A machine that cannot do anything from now on, or can again. */
	machine: z.looseObject({
		type: z.literal("machine"),
		timeNs,
		machine,
		state: z.enum(["off", "on", "frozen", "thawed"]),
		/**
		 * When the order was given that {@link timeNs} saw done, where the machine does nothing any more from some moment in
		 * between.
		 *
		 * @default - it is known to have done everything until {@link timeNs}
		 */
		orderedNs: timeNs.exactOptional(),
	}),
	/** A transition that keepalived logged, or the state at the drill's begin. */
	vrrp: z.looseObject({
		type: z.literal("vrrp"),
		timeNs,
		machine,
		instance: z.string(),
		state: z.enum(["MASTER", "BACKUP", "FAULT", "STOP"]),
	}),
	/** A line of a node's journal about keepalived or the service. */
	log: z.looseObject({
		type: z.literal("log"),
		timeNs,
		machine,
		/** Who wrote it, e.g. `Keepalived_vrrp` or `systemd`. */
		source: z.string(),
		text: z.string(),
	}),
	/** A line of the nexthop helper. */
	nexthop: z.looseObject({
		type: z.literal("nexthop"),
		timeNs,
		machine,
		verb: z.string(),
		/** e.g. `moved`, `ok`, `retry`. */
		result: z.string(),
		/** Milliseconds of each phase, where the line has them. */
		ms: z.record(z.string(), z.number()).exactOptional(),
		error: z.string().exactOptional(),
	}),
	/** How a node looked before the fault, while it lasted, or at the end. Nodes that were off have none. */
	snapshot: z.looseObject({
		type: z.literal("snapshot"),
		timeNs,
		moment: z.enum(["before", "during", "after"]),
		machine,
		/** Contents of `/var/keepalived/*.state`, by virtual router. */
		states: z.record(z.string(), z.string()),
		/** IPv4 addresses of all interfaces. */
		addresses: z.array(z.string()),
		/** SHA-256 of each configuration file. */
		files: z.record(z.string(), z.string()),
		processes: z.array(processSchema),
	}),
	/** What the cloud leads where, before the fault and after healing. */
	cloud: z.looseObject({
		type: z.literal("cloud"),
		timeNs,
		moment: z.enum(["before", "after"]),
		/** The machine that each floating address leads to; one that leads nowhere is absent. */
		owners: z.record(z.string(), z.string()),
	}),
	/** A write to a node's disk that the drill tried, to prove what state the disk is in. */
	write: z.looseObject({
		type: z.literal("write"),
		timeNs,
		machine,
		path: z.string(),
		/** `ENOSPC`: no space left on the device. Absent when the write went well. */
		error: z.string().exactOptional(),
	}),
	...CLOUD_EVENT_SCHEMAS,
} as const;

type Events = {
	readonly [Type in keyof typeof EVENT_SCHEMAS]: Known<
		z.infer<(typeof EVENT_SCHEMAS)[Type]>
	>;
};

export type DrillEvent = Events["drill"];
export type ProbeEvent = Events["probe"];
export type ConnectionEvent = Events["connection"];
export type FaultEvent = Events["fault"];
export type MachineEvent = Events["machine"];
export type VrrpEvent = Events["vrrp"];
export type VrrpState = VrrpEvent["state"];
export type LogEvent = Events["log"];
export type NexthopEvent = Events["nexthop"];
export type SnapshotEvent = Events["snapshot"];
export type ProcessSnapshot = SnapshotEvent["processes"][number];

/** One thing that happened during a drill. */
export type LoggedEvent = Events[keyof Events];

const { drill, ...others } = EVENT_SCHEMAS;

/** One line of a drill's event log. */
export const loggedEventSchema = z.discriminatedUnion("type", [
	drill,
	...Object.values(others),
]);
