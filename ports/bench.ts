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
}

/** One request of a probe. */
export interface ProbeSample {
	/** Number of the request, from 0. */
	readonly sequence: number;
	/** When it should have been sent: nanoseconds of the machine's monotonic clock. */
	readonly intendedNs: number;
	/** Milliseconds from the intended send time until the answer was complete, or until it was given up. */
	readonly latencyMs: number;
	/** The node that answered; absent when the request was lost. */
	readonly node?: string;
	/** Why it was lost, e.g. `timeout` or `ECONNREFUSED`. */
	readonly lost?: string;
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

/**
 * What a drill needs of a running lab, on the local machine or in a cloud.
 */
export interface Bench {
	/** Names of the pair's nodes. */
	readonly nodes: readonly string[];
	/** Runs a command on a machine of the lab and waits for its end. */
	run(machine: string, command: readonly string[]): Promise<CommandResult>;
	startProbe(options: ProbeOptions): Promise<RunningProbe>;
	/** Nanoseconds of the clock that the samples' times come from. */
	now(): number;
}
