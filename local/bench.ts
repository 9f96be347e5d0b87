import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import type {
	ApiFault,
	Bench,
	ClockOffsets,
	CloudEvent,
	CommandResult,
	PacketLoss,
	ProbeOptions,
	ProbeSample,
	RunningProbe,
} from "../ports/bench";
import { LocalLabError } from "./errors";
import type { LocalLab } from "./lab";

const sampleSchema = z.object({
	sequence: z.int(),
	intendedNs: z.number(),
	latencyMs: z.number(),
	node: z.string().optional(),
	lost: z.string().optional(),
	connection: z.int().optional(),
});

const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 5000;

/** Drops what is undefined: an absent property is not an undefined one. */
function toSample(line: string): ProbeSample {
	const { node, lost, connection, ...sample } = sampleSchema.parse(
		JSON.parse(line),
	);
	return {
		...sample,
		...(node === undefined ? {} : { node }),
		...(lost === undefined ? {} : { lost }),
		...(connection === undefined ? {} : { connection }),
	};
}

/** The probe's process, read line by line. */
class LocalProbe implements RunningProbe {
	private readonly samples: ProbeSample[] = [];
	private readonly waiting = new Set<(sample: ProbeSample) => void>();
	private readonly ended: Promise<void>;
	private complaint = "";

	constructor(private readonly child: ChildProcessWithoutNullStreams) {
		this.ended = new Promise((resolve) => child.once("close", () => resolve()));
		child.stdin.on("error", () => {});
		child.stderr.on("data", (chunk: Buffer) => {
			this.complaint += chunk.toString();
		});
		createInterface({ input: child.stdout }).on("line", (line) => {
			const sample = toSample(line);
			this.samples.push(sample);
			for (const listener of this.waiting) {
				listener(sample);
			}
		});
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

	/** @throws LocalLabError when the probe does not begin to send */
	async started(): Promise<void> {
		if (!(await this.waitFor(() => true, START_LIMIT_MS))) {
			this.child.kill("SIGKILL");
			throw new LocalLabError(
				`The probe did not start: ${this.complaint.trim() || "it sent nothing"}.`,
				{ remedy: "Run `halab status` and try again." },
			);
		}
	}

	async stop(): Promise<readonly ProbeSample[]> {
		// nsenter passes no signals on to what it runs; the probe ends when its standard input does.
		this.child.stdin.end();
		const timer = setTimeout(() => this.child.kill("SIGKILL"), STOP_LIMIT_MS);
		await this.ended;
		clearTimeout(timer);
		return this.samples.sort((left, right) => left.sequence - right.sequence);
	}
}

/** The local machine's lab as the drills' bench. */
export class LocalBench implements Bench {
	/**
	 * @param probeCommand program and first arguments of the probe's process, on this computer
	 */
	constructor(
		private readonly lab: LocalLab,
		private readonly probeCommand: readonly string[],
	) {}

	get nodes(): readonly string[] {
		return this.lab.plan.pair.nodes.map(({ name }) => name);
	}

	get machines(): readonly string[] {
		return this.lab.machineNames;
	}

	run(machine: string, command: readonly string[]): Promise<CommandResult> {
		return this.lab.exec(machine, command);
	}

	async startProbe(options: ProbeOptions): Promise<RunningProbe> {
		const [program, ...words] = await this.lab.command(
			options.vantage,
			[
				...this.probeCommand,
				options.address,
				...[
					options.port,
					options.intervalMs,
					options.timeoutMs,
					options.maxDurationMs,
				].map(String),
				options.connection ?? "each",
			],
			{ hostPrograms: true },
		);
		const probe = new LocalProbe(spawn(program, words));
		await probe.started();
		return probe;
	}

	now(): number {
		return Number(process.hrtime.bigint());
	}
	/** All machines of a local lab share this computer's clocks. */
	async clockOffsets(): Promise<ClockOffsets> {
		return { monotonicNs: 0, wallNs: this.now() - Date.now() * 1e6 };
	}

	isOn(node: string): Promise<boolean> {
		return this.lab.isOn(node);
	}

	powerCut(node: string): Promise<void> {
		return this.lab.powerCut(node);
	}

	powerOff(node: string): Promise<void> {
		return this.lab.powerOff(node);
	}

	powerOn(node: string): Promise<void> {
		return this.lab.powerOn(node);
	}

	reboot(node: string): Promise<void> {
		return this.lab.reboot(node);
	}

	linkDown(node: string): Promise<void> {
		return this.lab.setLink(node, "down");
	}

	linkUp(node: string): Promise<void> {
		return this.lab.setLink(node, "up");
	}

	freeze(node: string): Promise<void> {
		return this.lab.setFrozen(node, true);
	}

	thaw(node: string): Promise<void> {
		return this.lab.setFrozen(node, false);
	}

	losePackets(losses: readonly PacketLoss[]): Promise<void> {
		return this.lab.losePackets(losses);
	}

	breakApi({ forMs, ...rule }: ApiFault): Promise<string> {
		return this.lab.cloud.inject({ ...rule, untilMs: Date.now() + forMs });
	}

	async healApi(fault: string): Promise<void> {
		const known = await this.lab.cloud.faults();
		if (known.some(({ id }) => id === fault)) await this.lab.cloud.heal(fault);
	}

	cloudEvents(sinceNs: number): Promise<readonly CloudEvent[]> {
		return this.lab.cloudEvents(sinceNs);
	}
}
