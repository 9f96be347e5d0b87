import { spawn } from "node:child_process";
import type {
	Abilities,
	ApiFault,
	Bench,
	ClockOffsets,
	CommandResult,
	PacketLoss,
	ProbeOptions,
	RunningProbe,
} from "../../ports/bench";
import type { CloudEvent } from "../../ports/cloud-event";
import { ProbeOutput, probeArguments } from "../../ports/probe-output";
import { LocalLabError } from "../host/errors";
import type { NodeMachine } from "../machine/node";
import type { LocalLab } from "./lab";

/** What a lab on this machine can do. */
export const LOCAL_ABILITIES: Abilities = {
	"break-api": true,
	"set-clock":
		"the nodes share this computer's wall clock, for which the kernel has no namespace: it stays as it is",
	freeze: true,
	"power-on": true,
	"link-up": true,
};

/** The local machine's lab as the drills' bench. */
export class LocalBench implements Bench {
	readonly abilities = LOCAL_ABILITIES;

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
		return this.lab.machines.names;
	}

	run(machine: string, command: readonly string[]): Promise<CommandResult> {
		return this.lab.machines.run(machine, command);
	}

	async startProbe(options: ProbeOptions): Promise<RunningProbe> {
		const [program, ...words] = await this.lab.machines.command(
			options.vantage,
			[...this.probeCommand, ...probeArguments(options)],
			{ hostPrograms: true },
		);
		const probe = new ProbeOutput(spawn(program, words));
		const complaint = await probe.started();
		if (complaint !== undefined) {
			throw new LocalLabError(`The probe did not start: ${complaint}.`, {
				remedy: "Run `halab status` and try again.",
			});
		}
		return probe;
	}

	now(): number {
		return Number(process.hrtime.bigint());
	}

	/** All machines of a local lab share this computer's clocks. */
	async clockOffsets(): Promise<ClockOffsets> {
		return { monotonicNs: 0, wallNs: this.now() - Date.now() * 1e6 };
	}

	async isOn(node: string): Promise<boolean> {
		return this.node(node).isOn();
	}

	async powerCut(node: string): Promise<void> {
		return this.node(node).powerCut();
	}

	async powerOff(node: string): Promise<void> {
		return this.node(node).powerOff();
	}

	async powerOn(node: string): Promise<void> {
		return this.node(node).boot();
	}

	async reboot(node: string): Promise<void> {
		return this.node(node).reboot();
	}

	async linkDown(node: string): Promise<void> {
		return this.node(node).setLink("down");
	}

	async linkUp(node: string): Promise<void> {
		return this.node(node).setLink("up");
	}

	async freeze(node: string): Promise<void> {
		return this.node(node).setFrozen(true);
	}

	async thaw(node: string): Promise<void> {
		return this.node(node).setFrozen(false);
	}

	losePackets(losses: readonly PacketLoss[]): Promise<void> {
		return this.lab.machines.losePackets(losses);
	}

	breakApi({ forMs, ...rule }: ApiFault): Promise<string> {
		return this.lab.cloud.inject({ ...rule, untilMs: Date.now() + forMs });
	}

	async healApi(fault: string): Promise<void> {
		const known = await this.lab.cloud.faults();
		if (known.some(({ id }) => id === fault)) {
			await this.lab.cloud.heal(fault);
		}
	}

	cloudEvents(sinceNs: number): Promise<readonly CloudEvent[]> {
		return this.lab.cloudEvents(sinceNs);
	}

	async cloudOwners(): Promise<Readonly<Record<string, string>>> {
		const { haVips, routes } = await this.lab.cloud.status();
		return Object.fromEntries([
			...haVips.flatMap(({ address, owner }) =>
				owner === undefined ? [] : [[address, owner] as const],
			),
			...routes.flatMap(({ destination, machine, status }) =>
				machine === undefined ||
				status === "disabled" ||
				!destination.endsWith("/32")
					? []
					: [[destination.slice(0, -"/32".length), machine] as const],
			),
		]);
	}

	private node(name: string): NodeMachine {
		return this.lab.machines.node(name);
	}
}
