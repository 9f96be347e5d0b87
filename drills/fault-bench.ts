import type { Bench } from "../ports/bench";
import { DrillError } from "./drill-error";
import type { FaultEvent, LoggedEvent, MachineEvent } from "./event-log";

/** Prints the moment when the command begins: entering the machine takes longer than many a failover. */
const STAMPED = ["bash", "-c", 'echo "$EPOCHREALTIME" >&2; exec "$@"', "-"];

/** What faults may do to a lab. Everything is recorded as an event. */
export class FaultBench {
	constructor(
		private readonly bench: Bench,
		private readonly action: FaultEvent["action"],
		private readonly record: (event: LoggedEvent) => void,
	) {}

	/**
	 * Runs a command on a node, to its end.
	 *
	 * @param told what the log says instead of the command's words
	 * @throws DrillError when it fails
	 */
	async run(
		machine: string,
		command: readonly string[],
		told = command.join(" "),
	): Promise<void> {
		const startNs = this.bench.now();
		const result = await this.bench.run(machine, [...STAMPED, ...command]);
		const stamp = /^(\d+)[.,](\d+)\n/.exec(result.stderr);
		const { wallNs } = await this.bench.clockOffsets(machine);
		const beganNs = stamp
			? Number(`${stamp[1]}${stamp[2]}`) * 1000 + wallNs
			: startNs;
		this.told(machine, told, Math.max(startNs, beganNs));
		if (result.exitCode !== 0) {
			const complaint = result.stderr.slice(stamp?.[0].length ?? 0).trim();
			throw new DrillError(
				`"${told}" failed on ${machine} (exit code ${result.exitCode}): ${complaint}`,
			);
		}
	}

	isOn(node: string): Promise<boolean> {
		return this.bench.isOn(node);
	}

	async powerCut(node: string): Promise<void> {
		this.told(node, "power cut");
		await this.bench.powerCut(node);
		this.machine(node, "off");
	}

	async powerOff(node: string): Promise<void> {
		this.told(node, "power off");
		await this.bench.powerOff(node);
		this.machine(node, "off");
	}

	async powerOn(node: string): Promise<void> {
		this.told(node, "power on");
		this.machine(node, "on");
		await this.bench.powerOn(node);
	}

	async reboot(node: string): Promise<void> {
		this.told(node, "reboot");
		await this.bench.reboot(node);
	}

	async linkDown(node: string): Promise<void> {
		this.told(node, "link down");
		await this.bench.linkDown(node);
	}

	async linkUp(node: string): Promise<void> {
		this.told(node, "link up");
		await this.bench.linkUp(node);
	}

	async freeze(node: string): Promise<void> {
		this.told(node, "freeze");
		await this.bench.freeze(node);
		this.machine(node, "frozen");
	}

	async thaw(node: string): Promise<void> {
		this.told(node, "thaw");
		await this.bench.thaw(node);
		this.machine(node, "thawed");
	}

	private told(
		machine: string,
		command: string,
		timeNs = this.bench.now(),
	): void {
		this.record({
			...{ type: "fault", timeNs, action: this.action },
			...{ machine, command },
		});
	}

	private machine(machine: string, state: MachineEvent["state"]): void {
		this.record({ type: "machine", timeNs: this.bench.now(), machine, state });
	}
}
