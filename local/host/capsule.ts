import { spawn } from "node:child_process";
import { open as openFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CommandResult } from "../../ports/bench";
import { LocalLabError } from "./errors";
import {
	childrenOf,
	isRunning,
	type ProcessId,
	readIfThere,
	startTimeOf,
} from "./proc";
import { type CommandOptions, run } from "./process";
import { tail } from "./tail";
import { enterUserNamespace, unshare } from "./user-namespace";

/** What a pipe takes in one piece, whoever else writes (PIPE_BUF). */
const LONGEST_ORDER_BYTES = 4096;

/** What a capsule needs of this computer besides its devices: this program and its files. */
const OWN_PROGRAMS = [process.execPath, dirname(dirname(__dirname))] as const;

/**
 * A process in another PID namespace does not end with the one that started it, unless it asks to.
 *
 * A shell starts it and waits, not `nsenter` itself: that one stops when its child is stopped, as a node that shuts down
 * does with all its processes, and then nobody would continue it to take note that its child has ended. The node would wait
 * for 90 s.
 */
const END_WITH_PARENT = [
	"--no-fork",
	"--",
	"sh",
	"-c",
	'setpriv --pdeathsig KILL -- "$@"; exit $?',
	"sh",
] as const;

/** The words before a command that take the capsule's real-time priority from it. */
const ORDINARY = ["chrt", "--other", "0"] as const;

/** Names a capsule: its outer process; when that ends, everything in the capsule ends. */
export interface CapsuleId extends ProcessId {
	/** Control group of everything in the capsule. */
	readonly cgroup: string;
}

export interface CapsuleOptions {
	/** Absolute paths that are to be seen inside, although directories of root's may be in the way. */
	readonly reachable?: readonly string[];
	/**
	 * Highest real-time priority for {@link SpawnOptions.realTime}.
	 * @default none
	 */
	readonly realTimePriority?: number | undefined;
}

export interface SpawnOptions {
	/**
	 * Run with the capsule's real-time priority, and hand it on.
	 * @default false
	 */
	readonly realTime?: boolean;
}

/** A kind of namespace, as `nsenter` calls it. */
export type Namespace = "mount" | "uts" | "ipc" | "net" | "pid" | "cgroup";

const ALL_NAMESPACES: readonly Namespace[] = [
	"mount",
	"uts",
	"ipc",
	"net",
	"pid",
	"cgroup",
];

/**
 * The namespaces in which a lab lives. Nothing of it is made outside: ending one process, the capsule's outer one, removes
 * every process, mount and interface. Only the control group has to be removed by hand.
 */
export class Capsule {
	private constructor(
		readonly id: CapsuleId,
		/** The capsule's PID 1, seen from outside. */
		readonly init: number,
	) {}

	/**
	 * Start a capsule that outlives this process.
	 *
	 * @param cgroup an existing, empty control group
	 * @param log file that takes the capsule's own messages
	 */
	static async start(
		cgroup: string,
		log: string,
		options: CapsuleOptions = {},
	): Promise<Capsule> {
		const logFile = await openFile(log, "a");
		const child = spawn(
			"/bin/sh",
			[
				"-euc",
				'echo $$ >"$0/cgroup.procs"; exec "$@"',
				cgroup,
				...unshare({
					reachable: [...OWN_PROGRAMS, ...(options.reachable ?? [])],
					realTimePriority: options.realTimePriority,
				}),
				"--net",
				"--mount",
				"--pid",
				"--uts",
				"--ipc",
				"--cgroup",
				"--fork",
				"--kill-child",
				join(__dirname, "files", "capsule.sh"),
			],
			{ detached: true, cwd: "/", stdio: ["ignore", "pipe", logFile.fd] },
		);
		const ready = await new Promise<boolean>((resolve) => {
			child.stdout?.once("data", () => resolve(true));
			child.once("close", () => resolve(false));
			child.once("error", () => resolve(false));
		});
		child.stdout?.destroy();
		child.unref();
		await logFile.close();
		const startTime = child.pid && (await startTimeOf(child.pid));
		const capsule =
			child.pid && startTime && ready
				? await Capsule.find({ pid: child.pid, startTime, cgroup })
				: undefined;
		if (!capsule) {
			throw new LocalLabError("The capsule of the lab could not be started.", {
				remedy: "Run `halab doctor`: it checks this machine.",
				// The file goes with the lab that could not be started.
				log: tail(await readIfThere(log), 15),
			});
		}
		return capsule;
	}

	/** The capsule of that name if it is still running. */
	static async find(id: CapsuleId): Promise<Capsule | undefined> {
		if (!(await isRunning(id))) {
			return undefined;
		}
		const [init] = await childrenOf(id.pid);
		return init === undefined ? undefined : new Capsule(id, init);
	}

	/** Path by which this process reaches a file of the capsule. */
	path(inside: string): string {
		return `/proc/${this.init}/root${inside}`;
	}

	/** Directory of a control group below the capsule's own. */
	cgroup(name: string): string {
		return join(this.id.cgroup, name);
	}

	/** Run a program inside, to its end. */
	run(
		argv: readonly string[],
		options: CommandOptions = {},
	): Promise<CommandResult> {
		const [command, ...args] = [...enter(this.init), ...argv];
		return run(command ?? "", args, options);
	}

	/**
	 * Start a program inside that stays. It belongs to the capsule alone: it outlives this process and ends with the capsule.
	 *
	 * @param log takes both of its outputs
	 */
	async spawn(
		argv: readonly string[],
		log: string,
		{ realTime = false }: SpawnOptions = {},
	): Promise<void> {
		const words = [log, ...(realTime ? [] : ORDINARY), ...argv];
		const order = [words.length, ...words].map((word) => `${word}\0`).join("");
		if (Buffer.byteLength(order) > LONGEST_ORDER_BYTES) {
			throw new LocalLabError(
				`The lab cannot start ${argv[0]}: its command line has more than ${LONGEST_ORDER_BYTES} bytes.`,
				{ remedy: "Set HALAB_STATE_DIR to a directory with a shorter path." },
			);
		}
		await writeFile(this.path("/run/halab/control"), order);
	}
}

/**
 * The words before a command that make it run in the namespaces of a process. The command ends when the first of them does.
 *
 * @param networkOf take the network of another process
 */
export function enter(
	target: number,
	namespaces: readonly Namespace[] = ALL_NAMESPACES,
	networkOf?: number,
): readonly [string, ...string[]] {
	return [
		"nsenter",
		`--target=${target}`,
		...enterUserNamespace(target),
		...namespaces.map((namespace) => `--${namespace}`),
		...(networkOf === undefined ? [] : [`--net=/proc/${networkOf}/ns/net`]),
		...END_WITH_PARENT,
	];
}

/** As {@link enter}, with the root directory of the process too: as if the command were started on that machine. */
export function enterRoot(target: number): readonly [string, ...string[]] {
	const [command, ...options] = enter(target);
	const own = options.slice(0, -END_WITH_PARENT.length);
	return [command, ...own, "--root", "--wd", ...END_WITH_PARENT];
}
