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
		return this.lab.machineNames;
	}

	run(machine: string, command: readonly string[]): Promise<CommandResult> {
		return this.lab.exec(machine, command);
	}

	async startProbe(options: ProbeOptions): Promise<RunningProbe> {
		const [program, ...words] = await this.lab.command(
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
}
