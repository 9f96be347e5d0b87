import type { ProbeSample } from "../../ports/bench";
import type { CloudEvent } from "../../ports/cloud-event";
import type { Expectation } from "./expectation";
import type { KeptPrediction } from "./prediction";
import type { Step } from "./step";

/** What a drill was: the first event of its log. */
export interface DrillEvent {
	readonly type: "drill";
	readonly timeNs: number;
	readonly drill: string;
	/**
	 * Whose configuration was drilled, e.g. `seed:kingsoft` for a tutorial's.
	 *
	 * @default - the lab's own
	 */
	readonly subject?: string;
	/** What is done, in English words. @default - {@link drill} says it: only logs of older versions have this */
	readonly title?: string;
	readonly lab: string;
	readonly cloud: string;
	readonly timing: string;
	/** Milliseconds between two requests. */
	readonly intervalMs: number;
	/** Milliseconds between two VRRP advertisements. */
	readonly advertIntervalMs: number;
	/** The floating address that was asked. */
	readonly vip: string;
	/** The virtual router that moves the VIP, e.g. `VI_1`. */
	readonly instance: string;
	/** All floating addresses and the virtual routers that move them. */
	readonly vips: readonly {
		readonly address: string;
		readonly instance: string;
	}[];
	readonly preemption: "nopreempt" | "preempt";
	/** The nodes, the one that the VIP prefers first. */
	readonly nodes: readonly string[];
	/** The nodes that are hit. */
	readonly targets: readonly string[];
	/** From where the VIP was asked; the first one decides. */
	readonly vantages: readonly string[];
	readonly expectation: Expectation;
	/** What the plan expects of the outage, where its arithmetic covers the fault. */
	readonly prediction?: KeptPrediction;
	/**
	 * What the address's way back to the preferred node may cost after healing.
	 *
	 * @default - it does not go back, or the log is of an older version
	 */
	readonly returnPrediction?: KeptPrediction;
	/**
	 * Set where the bench looked into the cloud: the log says what leads where.
	 *
	 * @default - it could not, or the log is of an older version
	 */
	readonly seesCloud?: true;
	/**
	 * How many events the log holds, this one among them: so a log that lost some is known.
	 *
	 * @default - the log is of an older version
	 */
	readonly events?: number;
	/**
	 * Set where requests that went well were left out of the log.
	 *
	 * @default - every request is there, or the log is of an older version
	 */
	readonly thinned?: true;
	/** Milliseconds that were waited before the fault, by chance, so that it meets any moment between two advertisements. */
	readonly phaseMs: number;
	/** Wall-clock time of the drill's begin, ISO 8601 in UTC. Logs of older versions have none. */
	readonly startedAt?: string;
	/** Seed and number of the run, which decided {@link phaseMs}. */
	readonly seed?: number;
	readonly run?: number;
}

/** One request. */
export interface ProbeEvent extends ProbeSample {
	readonly type: "probe";
	readonly timeNs: number;
	readonly vantage: string;
	/**
	 * The address that was asked, where it is another floating address of the pair than the drill's.
	 *
	 * @default - the drill's VIP, or the public address that leads to it
	 */
	readonly address?: string;
}

/** A connection that is kept and carries one request after the other. */
export interface ConnectionEvent {
	readonly type: "connection";
	/** When its first answer came, or when it was given up. */
	readonly timeNs: number;
	readonly vantage: string;
	/** Number of the connection, from 1. */
	readonly connection: number;
	/** `broken` while a request waited for its answer: the server's orderly end between two requests is none. */
	readonly state: "opened" | "broken";
	/** The node that answered on it. */
	readonly node: string;
	/** Why it broke, e.g. `ECONNRESET` or `timeout`. */
	readonly reason?: string;
}

/** One step of injecting or healing a fault. */
export interface FaultEvent {
	readonly type: "fault";
	/** When the command began to run on its machine, or the order was given. */
	readonly timeNs: number;
	/** `prepare` comes before the fault whose consequences are timed. */
	readonly action: "prepare" | "inject" | "heal";
	readonly machine: string;
	/** What was done. @default - a command that speaks for itself, or the log is of an older version */
	readonly step?: Step;
	/** The command that ran on the machine. In logs of older versions a step is here, too, in English words. */
	readonly command?: string;
	/**
	 * When the network had done it: it did so at some moment between {@link timeNs} and this one.
	 *
	 * @default - no step of the network, or the log is of an older version
	 */
	readonly doneNs?: number;
}

/** A machine that cannot do anything from now on, or can again. */
export interface MachineEvent {
	readonly type: "machine";
	readonly timeNs: number;
	readonly machine: string;
	readonly state: "off" | "on" | "frozen" | "thawed";
	/**
	 * When the order was given that {@link timeNs} saw done, where the machine does nothing any more from some moment in
	 * between.
	 *
	 * @default - it is known to have done everything until {@link timeNs}
	 */
	readonly orderedNs?: number;
}

export const VRRP_STATES = ["MASTER", "BACKUP", "FAULT", "STOP"] as const;
export type VrrpState = (typeof VRRP_STATES)[number];

/** A transition that keepalived logged, or the state at the drill's begin. */
export interface VrrpEvent {
	readonly type: "vrrp";
	readonly timeNs: number;
	readonly machine: string;
	readonly instance: string;
	readonly state: VrrpState;
}

/** A line of a node's journal about keepalived or the service. */
export interface LogEvent {
	readonly type: "log";
	readonly timeNs: number;
	readonly machine: string;
	/** Who wrote it, e.g. `Keepalived_vrrp` or `systemd`. */
	readonly source: string;
	readonly text: string;
}

/** A line of the nexthop helper. */
export interface NexthopEvent {
	readonly type: "nexthop";
	readonly timeNs: number;
	readonly machine: string;
	readonly verb: string;
	/** e.g. `moved`, `ok`, `retry`. */
	readonly result: string;
	/** Milliseconds of each phase, where the line has them. */
	readonly ms?: Readonly<Record<string, number>>;
	readonly error?: string;
}

/** How a node looked before the fault, while it lasted, or at the end. Nodes that were off have none. */
export interface SnapshotEvent {
	readonly type: "snapshot";
	readonly timeNs: number;
	readonly moment: "before" | "during" | "after";
	readonly machine: string;
	/** Contents of `/var/keepalived/*.state`, by virtual router. */
	readonly states: Readonly<Record<string, string>>;
	/** IPv4 addresses of all interfaces. */
	readonly addresses: readonly string[];
	/** SHA-256 of each configuration file. */
	readonly files: Readonly<Record<string, string>>;
	readonly processes: readonly ProcessSnapshot[];
}

/** What the cloud leads where, before the fault and after healing. */
export interface CloudOwnersEvent {
	readonly type: "cloud";
	readonly timeNs: number;
	readonly moment: "before" | "after";
	/** The machine that each floating address leads to; one that leads nowhere is absent. */
	readonly owners: Readonly<Record<string, string>>;
}

/** A write to a node's disk that the drill tried, to prove what state the disk is in. */
export interface WriteEvent {
	readonly type: "write";
	readonly timeNs: number;
	readonly machine: string;
	readonly path: string;
	/** `ENOSPC`: no space left on the device. Absent when the write went well. */
	readonly error?: string;
}

/** One process of a node. */
export interface ProcessSnapshot {
	readonly pid: number;
	/** PID of the parent; 0 for one that came from outside the node. */
	readonly parent: number;
	/** First letter of the state as `ps` shows it; `Z` is a zombie. */
	readonly state: string;
	readonly seconds: number;
	readonly command: string;
}

/** One thing that happened during a drill. Times are nanoseconds of one monotonic clock. */
export type LoggedEvent =
	| DrillEvent
	| ProbeEvent
	| ConnectionEvent
	| FaultEvent
	| MachineEvent
	| VrrpEvent
	| LogEvent
	| NexthopEvent
	| SnapshotEvent
	| CloudOwnersEvent
	| WriteEvent
	| CloudEvent;

/** The time-ordered record of a drill; everything that is reported is a function of it. */
export type EventLog = readonly LoggedEvent[];

type EventOf<T extends LoggedEvent["type"]> = Extract<LoggedEvent, { type: T }>;

/** The events of one type, in their order. */
export const eventsOf = <T extends LoggedEvent["type"]>(
	log: EventLog,
	type: T,
): EventOf<T>[] =>
	log.filter((event): event is EventOf<T> => event.type === type);

/** The events in the order of their time. */
export const inOrder = (events: readonly LoggedEvent[]): EventLog =>
	[...events].sort((left, right) => left.timeNs - right.timeNs);

/** The same events, with their number in the drill's own. */
export const counted = (log: EventLog): EventLog =>
	log.map((event) =>
		event.type === "drill" ? { ...event, events: log.length } : event,
	);

/** The log as NDJSON: one JSON object per line. */
export const toNdjson = (log: EventLog): string =>
	log.map((event) => `${JSON.stringify(event)}\n`).join("");
