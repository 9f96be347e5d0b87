import type { CloudEvent } from "./cloud-event";
import type { ProbeSample } from "./probe-sample";

/** How a command on a machine ended. */
export interface CommandResult {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** What a probe asks for, and how often. */
export interface ProbeTarget {
	readonly address: string;
	readonly port: number;
	/** Milliseconds between two requests, sent whether or not earlier ones were answered. */
	readonly intervalMs: number;
	/** Milliseconds after which a request counts as lost, from its intended send time. */
	readonly timeoutMs: number;
	/** Milliseconds after which the probe ends by itself. */
	readonly maxDurationMs: number;
}

/** A probe and where it stands. */
export interface ProbeOptions extends ProbeTarget {
	/** The machine from which it asks, e.g. `client`. */
	readonly vantage: string;
	/**
	 * `each`: a connection for each request. `kept`: all requests on one connection, one after the other, which is opened
	 * again only after it broke or the server ended it; a request is not sent while an earlier one waits.
	 *
	 * @default "each"
	 */
	readonly connection?: "each" | "kept";
}

/** A probe at work. */
export interface RunningProbe {
	/**
	 * Waits for a sample.
	 *
	 * @returns the first sample from now on that satisfies the predicate, or undefined after the time limit
	 */
	waitFor(
		predicate: (sample: ProbeSample) => boolean,
		timeoutMs: number,
	): Promise<ProbeSample | undefined>;
	/** Ends the probe and returns all samples in the order of their sequence. */
	stop(): Promise<readonly ProbeSample[]>;
}

/** Adds to a machine's clocks what makes them the bench's clock, in nanoseconds. */
export interface ClockOffsets {
	readonly monotonicNs: number;
	readonly wallNs: number;
}

/** Packets that the network loses. */
export interface PacketLoss {
	/**
	 * The machine that sends them.
	 *
	 * @default - any
	 */
	readonly from?: string;
	/**
	 * The machine that they go to.
	 *
	 * @default - any
	 */
	readonly to?: string;
	/**
	 * `vrrp`: advertisements only, IP protocol 112.
	 *
	 * @default - every packet, ARP too
	 */
	readonly only?: "vrrp";
	/**
	 * The share of these packets, above 0 and at most 1; which ones is left to chance.
	 *
	 * @default 1
	 */
	readonly share?: number;
}

/** What can go wrong with the cloud's API. */
export interface ApiFault {
	/**
	 * - `latency`: each request takes `milliseconds` longer;
	 * - `throttle`: the cloud's code for too many requests;
	 * - `server-error`: its code for an internal error;
	 * - `timeout`: no answer;
	 * - `refuse`: nobody listens;
	 * - `task-conflict`: its code for another change being under way, to changes;
	 * - `stale-read`: answers are `milliseconds` old, to what changes nothing;
	 * - `expired-credential`: its code for a token that has expired;
	 * - `lost-answer`: carried out, but the connection breaks before the answer.
	 */
	readonly kind:
		| "latency"
		| "throttle"
		| "server-error"
		| "timeout"
		| "refuse"
		| "task-conflict"
		| "stale-read"
		| "expired-credential"
		| "lost-answer";
	readonly milliseconds?: number;
	/** Only requests that change something: a look, which the helper's timer takes too, uses up no `count`. */
	readonly changes?: true;
	/** Of the requests that fit, above 0 and at most 1. @default 1 */
	readonly probability?: number;
	/** Requests after which it is over. @default - no limit */
	readonly count?: number;
	/** Milliseconds from now after which it is over. */
	readonly forMs: number;
}

/**
 * What a drill needs of a running lab, on the local machine or in a cloud.
 */
export interface Bench {
	/** Names of the pair's nodes. */
	readonly nodes: readonly string[];
	/** Names of all machines that take commands, the nodes among them. */
	readonly machines: readonly string[];
	/** Runs a command on a machine of the lab and waits for its end. */
	run(machine: string, command: readonly string[]): Promise<CommandResult>;
	startProbe(options: ProbeOptions): Promise<RunningProbe>;
	/** Nanoseconds of the clock that the samples' times come from. */
	now(): number;
	clockOffsets(machine: string): Promise<ClockOffsets>;
	/** Whether a node has power, booted or not. */
	isOn(node: string): Promise<boolean>;
	/** Takes the power away from one moment to the next. */
	powerCut(node: string): Promise<void>;
	/** Shuts the node down cleanly and waits for its end. */
	powerOff(node: string): Promise<void>;
	/** Powers the node on and waits until it has booted; one that is on already is left alone. */
	powerOn(node: string): Promise<void>;
	/** Shuts the node down cleanly, boots it again and waits until it has booted. */
	reboot(node: string): Promise<void>;
	/** Unplugs the node's network cable at the switch: the node loses its carrier. */
	linkDown(node: string): Promise<void>;
	linkUp(node: string): Promise<void>;
	/** Stops every process of the node, as a hypervisor does that pauses a machine; the network card stays. */
	freeze(node: string): Promise<void>;
	thaw(node: string): Promise<void>;
	/**
	 * Makes the network lose these packets, and no others that it was told to lose before; none heals it.
	 *
	 * @default - cannot be done: nobody but the cloud itself has a hand on its network
	 */
	losePackets?(losses: readonly PacketLoss[]): Promise<void>;
	/**
	 * Lets the cloud's API misbehave.
	 *
	 * @returns the fault's name, for {@link healApi}
	 * @default - cannot be done
	 */
	breakApi?(fault: ApiFault): Promise<string>;
	/** Takes a fault of the API away; one that is over already is no matter. */
	healApi?(fault: string): Promise<void>;
	/**
	 * Set where each machine has a clock of its own that can be set. A container has its host's: there is no namespace for
	 * the wall clock.
	 */
	readonly ownClocks?: true;
	/**
	 * Why a node cannot be frozen, powered on by the bench alone, or plugged in again at once.
	 *
	 * @default - all of these can be done
	 */
	readonly impossible?: Readonly<
		Partial<Record<"freeze" | "powerOn" | "linkUp", string>>
	>;
	/**
	 * What the cloud saw and did, in the order of time.
	 *
	 * @param sinceNs in nanoseconds of {@link Bench.now}
	 * @default - nothing: not every bench can look into its cloud
	 */
	cloudEvents?(sinceNs: number): Promise<readonly CloudEvent[]>;
	/**
	 * The machine that the cloud leads each floating address to now, by the address: a HAVIP's owner, a route's next hop. One
	 * that it leads nowhere is absent.
	 *
	 * @default - not every bench can look into its cloud
	 */
	cloudOwners?(): Promise<Readonly<Record<string, string>>>;
}
