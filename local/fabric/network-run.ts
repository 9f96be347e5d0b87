import { type ChildProcess, spawn } from "node:child_process";
import { LocalLabError } from "../host/errors";

/** Namespaces with rules. */
export type FabricNamespace = "switch" | "router";

/** Runs a script of `nft` or a batch of `ip` in one of the fabric's namespaces, and gives what it wrote. */
export type NetworkRun = (
	namespace: FabricNamespace,
	program: "nft" | "ip",
	input: string,
) => Promise<string>;

/** Far longer than anything takes: what is silent for so long hangs, and is ended. */
const TIME_LIMIT_MS = 10_000;

/** The words before a command that make it run in a namespace of the fabric, for a process inside the capsule. */
export function enterNetwork(
	namespace: FabricNamespace,
): readonly [string, ...string[]] {
	return namespace === "switch"
		? ["nsenter", "--target=1", "--net", "--"]
		: ["nsenter", `--net=/run/netns/${namespace}`, "--"];
}

/** A process that stays, and how it is talked to. */
interface Interpreter {
	/** Standard error goes where standard output goes. */
	readonly shellCommand: string;
	/** The text that makes it carry an input out and then write something that {@link end} matches. */
	readonly ask: (input: string) => string;
	readonly end: RegExp;
	/** Whether what it wrote, up to the end of the match, tells of a failure. */
	readonly hasFailed: (output: string) => boolean;
}

/**
 * nft stays itself: to start one takes 3 ms, and when one that has deleted something ends, the kernel makes it wait for 10 ms
 * more. A line is one transaction. Its history would go to the home directory.
 */
const NFT: Interpreter = {
	shellCommand: "HOME=/nonexistent exec nft -i 2>&1",
	ask: (input) => `${input.trim().replaceAll("\n", ";")}\ndescribe ipv4_addr\n`,
	end: /^datatype ipv4_addr .*\n/m,
	hasFailed: (output) => output.includes("Error:"),
};

/** A shell starts `ip` in 2 ms; to enter the namespace first would take ten times as long. */
const IP: Interpreter = {
	shellCommand: "exec sh 2>&1",
	ask: (input) =>
		`ip -batch - <<'END-OF-INPUT'\n${input}\nEND-OF-INPUT\necho "END-OF-OUTPUT $?"\n`,
	end: /^END-OF-OUTPUT .*\n/m,
	hasFailed: (output) => !output.endsWith("END-OF-OUTPUT 0\n"),
};

/**
 * The real {@link NetworkRun}. Its processes are started when they are needed first, and end with this one.
 *
 * @param entry words that lead into the capsule, for a process outside of it
 */
export function networkRun(
	entry: readonly string[] = [],
): NetworkRun & { close(): Promise<void> } {
	const residents = new Map<string, Resident>();
	const run: NetworkRun = (namespace, program, input) => {
		const key = `${namespace} ${program}`;
		const interpreter = program === "nft" ? NFT : IP;
		const resident =
			residents.get(key) ??
			new Resident([...entry, ...enterNetwork(namespace)], interpreter, key);
		residents.set(key, resident);
		return resident.run(input);
	};
	return Object.assign(run, {
		/** End the processes. What is running is waited for. */
		async close() {
			await Promise.all([...residents.values()].map((each) => each.close()));
		},
	});
}

class Resident {
	private child: ChildProcess | undefined;
	private last: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly entry: readonly string[],
		private readonly interpreter: Interpreter,
		/** Names it in messages. */
		private readonly name: string,
	) {}

	/** One after the other. */
	run(input: string): Promise<string> {
		const next = this.last.then(() => this.ask(input));
		this.last = next.catch(() => {});
		return next;
	}

	async close(): Promise<void> {
		await this.last;
		const { child } = this;
		if (!child) {
			return;
		}
		const ended = new Promise<void>((resolve) => {
			child.once("close", () => resolve());
		});
		child.stdin?.end();
		await ended;
	}

	private ask(input: string): Promise<string> {
		const { ask, end, hasFailed } = this.interpreter;
		this.child ??= this.start();
		const { child } = this;
		return new Promise((resolve, reject) => {
			let output = "";
			const timer = setTimeout(() => child.kill("SIGKILL"), TIME_LIMIT_MS);
			const finish = (): void => {
				clearTimeout(timer);
				child.stdout?.off("data", take);
				child.off("close", fail);
			};
			const fail = (): void => {
				finish();
				reject(
					new LocalLabError(
						`The network of the lab does not follow its cloud (${this.name}).`,
						{ remedy: "Run `halab doctor`.", log: `${output}\n${input}` },
					),
				);
			};
			const take = (chunk: Buffer): void => {
				output += chunk.toString();
				const found = end.exec(output);
				if (!found) {
					return;
				}
				if (hasFailed(output)) {
					fail();
				} else {
					finish();
					resolve(output.slice(0, found.index));
				}
			};
			child.stdout?.on("data", take);
			child.once("close", fail);
			child.stdin?.write(ask(input));
		});
	}

	private start(): ChildProcess {
		const [command = "", ...args] = [
			...this.entry,
			"sh",
			"-c",
			this.interpreter.shellCommand,
		];
		const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
		// A child that ends, or never starts, closes: that is where it is noticed.
		child.on("error", () => {});
		child.stdin?.on("error", () => {});
		child.once("close", () => {
			if (this.child === child) {
				this.child = undefined;
			}
		});
		return child;
	}
}
