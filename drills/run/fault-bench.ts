import { setTimeout as sleep } from "node:timers/promises";
import { defined } from "../../base/defined";
import type { ApiFault, Bench, PacketLoss } from "../../ports/bench";
import { DrillError } from "../log/drill-error";
import type { FaultEvent, LoggedEvent, MachineEvent } from "../log/events";
import type { PlainStep, Step } from "../log/step";
import { STEPS } from "../text/en/steps";
import { say } from "../text/say";

/** Prints the moment when the command begins: entering the machine takes longer than many a failover. */
const STAMPED = ["bash", "-c", 'echo "$EPOCHREALTIME" >&2; exec "$@"', "-"];

/** Stands for the machine where something happens to none of the lab's. */
const CLOUD = "cloud";
const NETWORK = "network";

/** What faults may do to a lab. Everything is recorded as an event. */
export class FaultBench {
	/** Names of the API's faults that this drill has made. */
	private readonly apiFaults: Set<string>;

	/**
	 * @param before the bench of the drill's earlier steps, whose faults of the API this one can heal
	 */
	constructor(
		private readonly bench: Bench,
		private readonly action: FaultEvent["action"],
		private readonly record: (event: LoggedEvent) => void,
		before?: FaultBench,
	) {
		this.apiFaults = before?.apiFaults ?? new Set();
	}

	/**
	 * Runs a command on a node, to its end.
	 *
	 * @param step what it is for, where the command does not say so by itself
	 * @throws DrillError when it fails
	 */
	async run(
		machine: string,
		command: readonly string[],
		step?: Step,
	): Promise<void> {
		const startNs = this.bench.now();
		const result = await this.bench.run(machine, [...STAMPED, ...command]);
		const stamp = /^(\d+)[.,](\d+)\n/.exec(result.stderr);
		const { wallNs } = await this.bench.clockOffsets(machine);
		const beganNs = stamp
			? Number(`${stamp[1]}${stamp[2]}`) * 1000 + wallNs
			: startNs;
		const words = command.join(" ");
		this.note({
			timeNs: Math.max(startNs, beganNs),
			machine,
			...defined({ step }),
			command: words,
		});
		if (result.exitCode !== 0) {
			const complaint = result.stderr.slice(stamp?.[0].length ?? 0).trim();
			throw new DrillError(
				`"${step === undefined ? words : say(STEPS, step)}" failed on ${machine} (exit code ${result.exitCode}): ${complaint}`,
			);
		}
	}

	/**
	 * Tries to append a byte to a file of a node, and notes how that ended.
	 *
	 * @param path absolute, of a file that is there
	 */
	async tryWrite(machine: string, path: string): Promise<void> {
		const { stderr, exitCode } = await this.bench.run(machine, [
			...["env", "LC_ALL=C", "bash", "-c", 'echo >>"$1"', "-", path],
		]);
		const full = stderr.includes("No space left on device");
		this.record({
			...{ type: "write", timeNs: this.bench.now(), machine, path },
			...(exitCode !== 0 && { error: full ? "ENOSPC" : stderr.trim() }),
		});
	}

	isOn(node: string): Promise<boolean> {
		return this.bench.isOn(node);
	}

	async powerCut(node: string): Promise<void> {
		const orderedNs = this.order(node, "power-cut");
		await this.bench.powerCut(node);
		this.machine(node, "off", orderedNs);
	}

	async powerOff(node: string): Promise<void> {
		this.order(node, "power-off");
		await this.bench.powerOff(node);
		this.machine(node, "off");
	}

	async powerOn(node: string): Promise<void> {
		this.order(node, "power-on");
		this.machine(node, "on");
		await this.bench.powerOn(node);
	}

	async reboot(node: string): Promise<void> {
		this.order(node, "reboot");
		await this.bench.reboot(node);
	}

	async linkDown(node: string): Promise<void> {
		this.order(node, "link-down");
		await this.bench.linkDown(node);
	}

	async linkUp(node: string): Promise<void> {
		this.order(node, "link-up");
		await this.bench.linkUp(node);
	}

	async freeze(node: string): Promise<void> {
		const orderedNs = this.order(node, "freeze");
		await this.bench.freeze(node);
		this.machine(node, "frozen", orderedNs);
	}

	async thaw(node: string): Promise<void> {
		this.order(node, "thaw");
		await this.bench.thaw(node);
		this.machine(node, "thawed");
	}

	/**
	 * Makes the network lose packets; none heals it.
	 *
	 * @param step what the losses are
	 */
	async losePackets(losses: readonly PacketLoss[], step: Step): Promise<void> {
		const startNs = this.bench.now();
		await this.bench.losePackets?.(losses);
		this.note({
			timeNs: startNs,
			machine: NETWORK,
			step,
			doneNs: this.bench.now(),
		});
	}

	/** Lets the cloud's API misbehave. */
	async breakApi(fault: ApiFault): Promise<void> {
		const startNs = this.bench.now();
		const name = await this.bench.breakApi?.(fault);
		if (name !== undefined) {
			this.apiFaults.add(name);
		}
		this.note({
			timeNs: startNs,
			machine: CLOUD,
			step: { kind: "break-api", fault },
		});
	}

	/** Takes away what {@link breakApi} did in this drill. */
	async healApi(): Promise<void> {
		this.order(CLOUD, "heal-api");
		for (const name of this.apiFaults) {
			await this.bench.healApi?.(name);
			this.apiFaults.delete(name);
		}
	}

	/** Notes that nothing is done, for a drill that has no fault. */
	async nothing(machine: string): Promise<void> {
		this.order(machine, "nothing");
	}

	/** Waits, where a fault takes its time. */
	async pause(ms: number): Promise<void> {
		await sleep(ms);
	}

	/** @returns when it was given */
	private order(machine: string, kind: PlainStep["kind"]): number {
		const timeNs = this.bench.now();
		this.note({ timeNs, machine, step: { kind } });
		return timeNs;
	}

	private note({ timeNs, ...done }: Omit<FaultEvent, "type" | "action">): void {
		this.record({ type: "fault", timeNs, action: this.action, ...done });
	}

	private machine(
		machine: string,
		state: MachineEvent["state"],
		orderedNs?: number,
	): void {
		this.record({
			...{ type: "machine", timeNs: this.bench.now(), machine, state },
			...(orderedNs !== undefined && { orderedNs }),
		});
	}
}
