import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import type { ProbeOptions, RunningProbe } from "./bench";
import { type ProbeSample, probeSampleSchema } from "./probe-sample";

/** What a probe's program is told, after its own words. */
export const probeArguments = ({
	address,
	port,
	intervalMs,
	timeoutMs,
	maxDurationMs,
	connection = "each",
}: ProbeOptions): readonly string[] => [
	address,
	...[port, intervalMs, timeoutMs, maxDurationMs].map(String),
	connection,
];

/** A computer whose processors are kept busy on purpose takes its time to start a process. */
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5000;

/** A probe's process, read line by line: every bench's probe writes the same lines, one for each request. */
export class ProbeOutput implements RunningProbe {
	private readonly samples: ProbeSample[] = [];
	private readonly waiting = new Set<(sample: ProbeSample) => void>();
	private readonly ended: Promise<void>;
	private complaint = "";

	/**
	 * @param child ends when its standard input does
	 * @param monotonicNs added to the times, which are those of the machine where the probe runs
	 */
	constructor(
		private readonly child: ChildProcessWithoutNullStreams,
		private readonly monotonicNs = 0,
	) {
		this.ended = new Promise((resolve) => {
			child.once("close", () => resolve());
			child.once("error", (error) => {
				this.complaint += error.message;
				resolve();
			});
		});
		child.stdin.on("error", () => {});
		child.stderr.on("data", (chunk: Buffer) => {
			this.complaint += chunk.toString();
		});
		createInterface({ input: child.stdout }).on("line", (line) =>
			this.take(line),
		);
	}

	/**
	 * Waits for the first sample.
	 *
	 * @returns undefined when the probe sends, else what it says; then it is ended
	 */
	async started(): Promise<string | undefined> {
		if (await this.waitFor(() => true, START_LIMIT_MS)) {
			return undefined;
		}
		this.child.kill("SIGKILL");
		return this.complaint.trim() || "it sent nothing";
	}

	waitFor(
		predicate: (sample: ProbeSample) => boolean,
		timeoutMs: number,
	): Promise<ProbeSample | undefined> {
		return new Promise((resolve) => {
			const finish = (sample?: ProbeSample): void => {
				clearTimeout(timer);
				this.waiting.delete(listener);
				resolve(sample);
			};
			const listener = (sample: ProbeSample): void => {
				if (predicate(sample)) {
					finish(sample);
				}
			};
			const timer = setTimeout(finish, timeoutMs);
			this.waiting.add(listener);
			void this.ended.then(() => finish());
		});
	}

	async stop(): Promise<readonly ProbeSample[]> {
		// Signals do not reach a process behind nsenter or ssh; the end of its standard input does.
		this.child.stdin.end();
		const timer = setTimeout(() => this.child.kill("SIGKILL"), STOP_LIMIT_MS);
		await this.ended;
		clearTimeout(timer);
		return this.samples.sort((left, right) => left.sequence - right.sequence);
	}

	private take(line: string): void {
		const { intendedNs, ...rest } = probeSampleSchema.parse(JSON.parse(line));
		const sample = { ...rest, intendedNs: intendedNs + this.monotonicNs };
		this.samples.push(sample);
		for (const listener of this.waiting) {
			listener(sample);
		}
	}
}
