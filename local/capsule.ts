import { spawn } from "node:child_process";
import { open as openFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalLabError } from "./errors";
import { isRoot, userNamespaceOptions } from "./host";
import { childrenOf, isRunning, type ProcessId, startTimeOf } from "./proc";
import { type Outcome, type RunOptions, run } from "./process";

/** Separates the words of a line to the capsule's PID 1: the character "unit separator". */
const SEPARATOR = "\u001f";

/**
 * A process in another PID namespace does not end with the one that started it, unless it asks to.
 *
 * A shell starts it and waits, not `nsenter` itself: that one stops when its child is stopped, as a node that shuts down
 * does with all its processes, and then nobody would continue it to take note that its child has ended. The node would wait
 * for 90 s.
 */
const END_WITH_PARENT = [
	...(["--no-fork", "--", "sh", "-c"] as const),
	'setpriv --pdeathsig KILL -- "$@"; exit $?',
	"sh",
] as const;

/** Names a capsule: its outer process; when that ends, everything in the capsule ends. */
export interface CapsuleId extends ProcessId {
	/** Control group of everything in the capsule. */
	readonly cgroup: string;
}

/** A kind of namespace, as `nsenter` calls it. */
export type Namespace = "mount" | "uts" | "ipc" | "net" | "pid" | "cgroup";

const ALL_NAMESPACES: readonly Namespace[] = [
	...(["mount", "uts", "ipc", "net", "pid", "cgroup"] as const),
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
	static async start(cgroup: string, log: string): Promise<Capsule> {
		const logFile = await openFile(log, "a");
		const child = spawn(
			"/bin/sh",
			[
				"-euc",
				'echo $$ >"$0/cgroup.procs"; exec "$@"',
				...[cgroup, "unshare", ...userNamespaceOptions()],
				...["--net", "--mount", "--pid", "--uts", "--ipc", "--cgroup"],
				...["--fork", "--kill-child", join(__dirname, "files", "capsule.sh")],
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
				remedy: `Read ${log} and run \`halab doctor\`.`,
			});
		}
		return capsule;
	}

	/** The capsule of that name if it is still running. */
	static async find(id: CapsuleId): Promise<Capsule | undefined> {
		if (!(await isRunning(id))) return undefined;
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
	run(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
		const [command, ...args] = [...enter(this.init), ...argv];
		return run(command ?? "", args, options);
	}

	/**
	 * Start a program inside that stays. It belongs to the capsule alone: it outlives this process and ends with the capsule.
	 *
	 * @param log takes both of its outputs
	 */
	async spawn(argv: readonly string[], log: string): Promise<void> {
		const line = controlLine([log, ...argv]);
		await writeFile(this.path("/run/halab/control"), `${line}\n`);
	}
}

/**
 * One order to the capsule's PID 1.
 *
 * @throws RangeError when a word holds a character that ends a word or an order: what follows would be another one
 */
export function controlLine(words: readonly string[]): string {
	const odd = words.find((word) => /\p{Cc}/u.test(word));
	if (odd !== undefined) {
		throw new RangeError(
			`${JSON.stringify(odd)} cannot be handed to a capsule.`,
		);
	}
	return words.join(SEPARATOR);
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
		...(isRoot() ? [] : ["--user", "--preserve-credentials"]),
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
