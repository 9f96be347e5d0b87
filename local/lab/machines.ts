import { MistakeError } from "../../base/halab-error";
import type { LocalPlan } from "../../plan/lab-plan";
import type { CommandResult, PacketLoss } from "../../ports/bench";
import { lossScript } from "../fabric/disturb";
import {
	type FabricPlan,
	fabricPlan,
	portPlanOf,
	ROUTER,
} from "../fabric/fabric-plan";
import { type Capsule, enter, enterRoot } from "../host/capsule";
import { processesIn } from "../host/cgroup";
import { LocalLabError } from "../host/errors";
import { readIfThere } from "../host/proc";
import { type CommandOptions, run, runInteractive } from "../host/process";
import { NodeMachine } from "../machine/node";
import type { LabState, StateStore } from "../state/state";

/** What a command that uses this computer's programs shares with the capsule; its network is the machine's own. */
const HOST_NAMESPACES = ["mount", "uts", "ipc", "pid", "cgroup"] as const;

/** A command's environment on a machine: never the caller's. */
const ENVIRONMENT = [
	"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	"HOME=/root",
	"USER=root",
	"LANG=C.UTF-8",
];

/** Which programs a command on a machine sees. */
export interface PlaceOptions {
	/**
	 * Use this computer's files and programs; only the network and the name are the machine's. For router, client and
	 * bastion.
	 */
	readonly hostPrograms?: boolean;
}

/** Name of the file with what a node's console showed, in the lab's directory. */
export const consoleLog = (node: string): string => `${node}.console.log`;

/** All machines of a running lab, and the switch between them. */
export class Machines {
	readonly nodes: readonly NodeMachine[];
	readonly fabric: FabricPlan;
	private readonly hostNames: readonly string[];

	constructor(
		private readonly capsule: Capsule,
		plan: LocalPlan,
		store: StateStore,
		state: Pick<LabState, "image">,
	) {
		this.fabric = fabricPlan(plan);
		this.hostNames = this.fabric.machines
			.filter(({ kind }) => kind !== "node")
			.map(({ name }) => name);
		this.nodes = plan.pair.nodes.map(
			({ name }) =>
				new NodeMachine(capsule, name, portPlanOf(this.fabric, name), {
					image: state.image,
					disk: store.path("disks", name),
					console: store.path(consoleLog(name)),
				}),
		);
	}

	/** Names of all machines that take commands. */
	get names(): readonly string[] {
		return [...this.nodes.map(({ name }) => name), ...this.hostNames];
	}

	/** The node of that name, or an error that names those there are. */
	node(name: string): NodeMachine {
		const found = this.nodes.find((node) => node.name === name);
		if (found) {
			return found;
		}
		const known = this.nodes.map((node) => node.name).join(", ");
		throw new LocalLabError(`The lab has no node called ${name}.`, {
			remedy: `Name one of ${known}.`,
		});
	}

	/** Run a command on a machine, to its end. */
	async run(
		machine: string,
		argv: readonly string[],
		options: CommandOptions & PlaceOptions = {},
	): Promise<CommandResult> {
		const [program, ...words] = await this.command(machine, argv, options);
		return run(program, words, options);
	}

	/** Run a command on a machine on the caller's own terminal. Gives its exit code. */
	async runInteractive(
		machine: string,
		argv: readonly string[],
	): Promise<number> {
		const [program, ...words] = await this.command(machine, argv);
		return runInteractive(program, words);
	}

	/** Make the switch lose packets, and none but these. */
	async losePackets(losses: readonly PacketLoss[]): Promise<void> {
		const { exitCode, stderr } = await this.capsule.run(["nft", "-f", "-"], {
			input: lossScript(losses, this.fabric),
		});
		if (exitCode !== 0) {
			throw new LocalLabError("The switch cannot be made to lose packets.", {
				remedy: "Run `halab doctor`; the kernel may lack nftables' numgen.",
				log: stderr,
			});
		}
	}

	/** The words that run a command on a machine, for a caller that starts the process itself. */
	async command(
		machine: string,
		argv: readonly string[],
		options: PlaceOptions = {},
	): Promise<readonly [string, ...string[]]> {
		const { TERM = "dumb" } = process.env;
		const environment = [...ENVIRONMENT, `TERM=${TERM}`];
		if (this.hostNames.includes(machine)) {
			const leader = await this.hostLeader(machine);
			return options.hostPrograms
				? [...enter(this.capsule.init, HOST_NAMESPACES, leader), ...argv]
				: [...enterRoot(leader), "env", "-i", ...environment, ...argv];
		}
		if (!this.names.includes(machine)) {
			throw new MistakeError(`The lab has no machine called ${machine}.`, {
				remedy: `Name one of ${this.names.join(", ")}.`,
			});
		}
		const entry = await this.node(machine).enter();
		if (!entry) {
			throw new LocalLabError(`${machine} is powered off.`, {
				remedy: `Power it on first, or run \`halab status\`.`,
			});
		}
		return [...entry, "env", "-i", ...environment, ...argv];
	}

	/** The process that holds a host's namespaces; it is there some milliseconds after the lab's start. */
	private async hostLeader(name: string): Promise<number> {
		const [leader] = await processesIn(this.capsule.cgroup(name));
		if (leader !== undefined) {
			const program = await readIfThere(`/proc/${leader}/comm`);
			if (program?.trim() === "sleep") {
				return leader;
			}
		}
		throw new LocalLabError(`${name} is not running.`, {
			remedy:
				name === ROUTER
					? "Run `halab down`, then `halab up`."
					: "Wait a moment and try again. If that does not help, run `halab down`, then `halab up`.",
		});
	}
}
