import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileBeside } from "../base/file-beside";
import { HalabError } from "../base/halab-error";
import type {
	Abilities,
	Bench,
	ClockOffsets,
	CommandResult,
	PacketLoss,
	ProbeOptions,
	RunningProbe,
} from "../ports/bench";
import { ProbeOutput, probeArguments } from "../ports/probe-output";
import type { ClockEstimate } from "./clock";
import { Clocks } from "./clocks";
import { type SshAccess, SshConnection } from "./connection";
import { lossScript, NO_LOSS } from "./packet-loss";
import type { SshRoute } from "./route";

const PROBE = fileBeside(__dirname, "probe.py");
const CUT_POWER = fileBeside(__dirname, "cut-power.sh");
const LINK_DOWN = fileBeside(__dirname, "link-down.sh");
const LOSE_PACKETS = fileBeside(__dirname, "lose-packets.sh");

const POLL_MS = 250;
/** From the order to its effect: the scripts let their session end first. */
const BEGIN_MS = 150;
/** After that long a node loses packets no more, whether or not somebody heals it: longer than any drill. */
const LOSS_LIMIT_SECONDS = 180;

/** Options of {@link SshBench}. */
export interface SshBenchOptions extends SshAccess {
	/**
	 * This computer as a vantage point: its name, and the probe's program and first arguments. It asks the floating
	 * addresses' public ones.
	 *
	 * @default - none
	 */
	readonly here?: {
		readonly name: string;
		readonly probeCommand: readonly string[];
	};
	/**
	 * Seconds for which a node's link stays down: nobody can bring it up earlier, since the way to the node leads through it.
	 *
	 * @default 15
	 */
	readonly linkDownSeconds?: number;
	/**
	 * Milliseconds in which a node has to come back: by itself after a reboot, by somebody at the console after a power off.
	 *
	 * @default 600000
	 */
	readonly returnLimitMs?: number;
	/**
	 * Says that somebody is at the cloud's console and starts machines when asked.
	 *
	 * @default false
	 */
	readonly console?: boolean;
	/** Called with what people should know or do. @default - nobody is told */
	readonly onNotice?: (line: string) => void;
}

const NO_API =
	"the API of this bench is the cloud's own: it cannot be told to fail";
const NO_FREEZE =
	"only a hypervisor can stop a whole machine and let it go on; from inside nobody would be left to thaw it";
const NO_POWER_ON =
	"ssh can switch a machine off but not on; with --console somebody at the cloud's console starts it when asked";
const NO_LINK_UP =
	"over ssh a link that is down comes up by a timer of the node only: the way to the node leads through it";

/** @param attended whether somebody is at the cloud's console */
export const sshAbilities = (attended = false): Abilities => ({
	"break-api": NO_API,
	"set-clock": true,
	freeze: NO_FREEZE,
	"power-on": attended || NO_POWER_ON,
	"link-up": NO_LINK_UP,
});

/** A deployed stack as the drills' bench: everything is done from inside its machines, by ssh through the bastion. */
export class SshBench implements Bench {
	readonly nodes: readonly string[];
	readonly machines: readonly string[];
	readonly abilities: Abilities;
	private readonly clocks: Clocks;
	/** Nodes that are on their way down, with the boot that ends. */
	private readonly ending = new Map<string, string>();
	/** Nodes that nobody but the console can start. */
	private readonly off = new Set<string>();

	private constructor(
		private readonly route: SshRoute,
		private readonly connection: SshConnection,
		private readonly options: SshBenchOptions,
	) {
		this.nodes = route.nodes.map(({ name }) => name);
		this.machines = [
			...connection.machines.map(({ name }) => name),
			...(options.here === undefined ? [] : [options.here.name]),
		];
		this.abilities = sshAbilities(options.console);
		this.clocks = new Clocks(connection, () => this.now());
	}

	/**
	 * Connects to all machines and compares their clocks.
	 *
	 * @throws HalabError when a machine cannot be reached, or cannot be used for drills
	 */
	static async connect(
		route: SshRoute,
		options: SshBenchOptions,
	): Promise<SshBench> {
		const connection = await SshConnection.open(route, options);
		const bench = new SshBench(route, connection, options);
		try {
			const clocks = await Promise.all(
				connection.machines.map(({ name }) => bench.clockOf(name)),
			);
			const worstMs = Math.max(
				...clocks.map(({ uncertaintyNs }) => uncertaintyNs / 1e6),
			);
			options.onNotice?.(
				`the machines' clocks are known to ±${worstMs.toFixed(1)} ms; times of different machines compare no better`,
			);
		} catch (error) {
			await connection.close();
			throw error;
		}
		return bench;
	}

	/** How well a machine's clocks are known, besides what {@link clockOffsets} gives. */
	clockOf(machine: string): Promise<ClockEstimate> {
		return this.clocks.of(machine);
	}

	/** Ends the connections. */
	close(): Promise<void> {
		return this.connection.close();
	}

	run(machine: string, command: readonly string[]): Promise<CommandResult> {
		return this.connection.run(machine, command);
	}

	async startProbe(options: ProbeOptions): Promise<RunningProbe> {
		const { here } = this.options;
		const isHere = options.vantage === here?.name;
		const words = probeArguments(options);
		const { monotonicNs } = isHere
			? { monotonicNs: 0 }
			: await this.clockOffsets(options.vantage);
		const probe = new ProbeOutput(
			isHere
				? this.startHere([...here.probeCommand, ...words])
				: this.connection.start(options.vantage, [
						"python3",
						"-c",
						PROBE,
						...words,
					]),
			monotonicNs,
		);
		const complaint = await probe.started();
		if (complaint !== undefined) {
			throw new HalabError(`The probe on ${options.vantage} did not start.`, {
				remedy:
					"It needs python3, which the clouds' Debian and Ubuntu images have.",
				log: complaint,
			});
		}
		return probe;
	}

	now(): number {
		return Number(process.hrtime.bigint());
	}

	async clockOffsets(machine: string): Promise<ClockOffsets> {
		return (await this.clockOf(machine)).offsets;
	}

	/** A machine that takes no ssh counts as one without power: from here they look the same. */
	async isOn(node: string): Promise<boolean> {
		return (await this.bootOf(node)) !== undefined;
	}

	/** The kernel resets the node at once, so it boots again by itself. */
	async powerCut(node: string): Promise<void> {
		await this.end(node, ["sh", "-c", CUT_POWER], "its power cut");
	}

	async powerOff(node: string): Promise<void> {
		await this.end(node, ["systemctl", "poweroff"], "shut down");
		this.off.add(node);
		await this.until(
			async () => !(await this.isOn(node)),
			() => {
				throw new HalabError(`${node} has not shut down.`, {
					remedy: "Look at the machine in the cloud's console.",
				});
			},
		);
	}

	/**
	 * Waits until the node has booted. Nobody can switch a machine on through ssh, so after a power off somebody has to do it
	 * in the cloud's console.
	 */
	async powerOn(node: string): Promise<void> {
		if (this.off.has(node)) {
			this.options.onNotice?.(
				`${node} is off, and ssh cannot switch it on: start it in the cloud's console now`,
			);
		}
		const { returnLimitMs = 600_000 } = this.options;
		await this.until(
			async () => this.isBooted(node),
			() => {
				throw new HalabError(
					`${node} has not come back within ${returnLimitMs / 1000} s.`,
					{ remedy: "Start it in the cloud's console." },
				);
			},
		);
		this.ending.delete(node);
		this.off.delete(node);
	}

	async reboot(node: string): Promise<void> {
		await this.end(node, ["systemctl", "reboot"], "rebooted");
		await this.powerOn(node);
	}

	/** The interface goes down inside the node, for some seconds; a timer on the node brings it up again. */
	async linkDown(node: string): Promise<void> {
		const seconds = this.linkDownSeconds;
		await this.order(
			node,
			[
				"sh",
				"-c",
				LINK_DOWN,
				"-",
				this.connection.machine(node).address,
				`${seconds}`,
			],
			"its link taken down",
		);
		this.options.onNotice?.(
			`${node} brings its link up again by itself, ${seconds} s from now`,
		);
	}

	/** Waits until the node's own timer has brought its link up. */
	async linkUp(node: string): Promise<void> {
		await this.until(
			() => this.isOn(node),
			() => {
				throw new HalabError(`The link of ${node} has not come up again.`, {
					remedy:
						"Reboot the machine in the cloud's console: what took the link down does not survive that.",
				});
			},
		);
	}

	/** @throws HalabError always: it takes a hypervisor */
	async freeze(node: string): Promise<void> {
		throw new HalabError(`${node} cannot be frozen over ssh: ${NO_FREEZE}.`, {
			remedy: "Run this fault in a local lab (halab up).",
		});
	}

	/** Nothing was frozen. */
	async thaw(): Promise<void> {}

	/** The nodes lose the packets themselves; ssh always passes, and a timer on each node ends it. */
	async losePackets(losses: readonly PacketLoss[]): Promise<void> {
		const { nodes } = this.route;
		const seconds = losses.length === 0 ? 0 : LOSS_LIMIT_SECONDS;
		const orders = nodes.map((node) => ({
			node,
			rules: losses.length === 0 ? NO_LOSS : lossScript(node, losses, nodes),
		}));
		await Promise.all(
			orders.map(async ({ node, rules }) => {
				const { exitCode, stderr } = await this.run(node.name, [
					"sh",
					"-c",
					LOSE_PACKETS,
					"-",
					rules,
					`${seconds}`,
					NO_LOSS,
					node.address,
				]);
				if (exitCode !== 0) {
					throw new HalabError(`${node.name} cannot lose packets.`, {
						remedy:
							"The drill needs nftables on every node, and Linux 5.16 or newer (Debian 12, Ubuntu 24.04).",
						log: stderr,
					});
				}
			}),
		);
	}

	private get linkDownSeconds(): number {
		return this.options.linkDownSeconds ?? 15;
	}

	private startHere(words: readonly string[]): ChildProcessWithoutNullStreams {
		const [program = "", ...others] = [
			...(this.options.prefix ?? []),
			...words,
		];
		return spawn(program, others);
	}

	/** Gives an order after which the node will not answer on its present connection. */
	private async order(
		node: string,
		command: readonly string[],
		what: string,
	): Promise<void> {
		const { exitCode, stderr } = await this.connection.run(node, command);
		if (exitCode !== 0) {
			throw new HalabError(`${node} could not have ${what}.`, {
				remedy: "The fault was not made. Nothing has to be healed.",
				log: stderr,
			});
		}
		await sleep(BEGIN_MS);
		await this.connection.forget(node);
	}

	/** Ends the node's present boot. */
	private async end(
		node: string,
		command: readonly string[],
		what: string,
	): Promise<void> {
		const boot = await this.bootOf(node);
		if (boot === undefined) {
			return;
		}
		await this.order(node, command, what);
		this.ending.set(node, boot);
		this.clocks.forget(node);
	}

	/** The name of the node's boot; undefined when it does not answer, or goes down just now. */
	private async bootOf(node: string): Promise<string | undefined> {
		const boot = await this.ask(node, [
			"cat",
			"/proc/sys/kernel/random/boot_id",
		]);
		return boot === this.ending.get(node) ? undefined : boot;
	}

	private async isBooted(node: string): Promise<boolean> {
		if ((await this.bootOf(node)) === undefined) {
			return false;
		}
		const state = await this.ask(node, ["systemctl", "is-system-running"]);
		return state === "running" || state === "degraded";
	}

	/** What a command of a node says; undefined when the node does not answer. */
	private async ask(
		node: string,
		command: readonly string[],
	): Promise<string | undefined> {
		const result = await this.connection.runIfThere(node, command);
		return result?.stdout.trim();
	}

	/** Waits for something within the time in which a node has to come back. */
	private async until(
		done: () => Promise<boolean>,
		late: () => never,
	): Promise<void> {
		const { returnLimitMs = 600_000 } = this.options;
		const giveUpNs = this.now() + returnLimitMs * 1e6;
		while (!(await done())) {
			if (this.now() > giveUpNs) {
				late();
			}
			await sleep(POLL_MS);
		}
	}
}
