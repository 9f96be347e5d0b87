import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { defined } from "../base/defined";
import { HalabError } from "../base/halab-error";
import type { CommandResult } from "../ports/bench";
import {
	type Destination,
	isOfSsh,
	refusal,
	SSH_FAILED,
	unreachable,
} from "./complaint";
import { shellQuote } from "./quote";
import type { SshMachine, SshRoute } from "./route";
import { sshConfig } from "./ssh-config";

/** How to log in. */
export interface SshAccess {
	/** File that takes the machines' host keys at the first contact; made when it is missing. */
	readonly knownHosts: string;
	/**
	 * File of the private key.
	 *
	 * @default - OpenSSH's own files and agent
	 */
	readonly identity?: string;
	/**
	 * Words before `ssh`, such as those that enter a network namespace.
	 *
	 * @default - none
	 */
	readonly prefix?: readonly string[];
}

/** What a command on a machine sees: never the caller's environment, and root's programs. */
const ENVIRONMENT = [
	"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	"LANG=C.UTF-8",
];

const RUN_LIMIT_MS = 60_000;
const FORGET_LIMIT_MS = 2000;

/** Connections to a stack's machines, by OpenSSH's client: one to each machine, shared by all commands. */
export class SshConnection {
	private constructor(
		private readonly route: SshRoute,
		private readonly access: SshAccess,
		private readonly directory: string,
	) {}

	/**
	 * Connects to the bastion, then by way of it to the nodes.
	 *
	 * @throws HalabError when a machine does not answer, or does not let us in
	 */
	static async open(
		route: SshRoute,
		access: SshAccess,
	): Promise<SshConnection> {
		const directory = await mkdtemp(join(tmpdir(), "halab-ssh-"));
		await mkdir(dirname(access.knownHosts), { recursive: true });
		const { identity, knownHosts } = access;
		await writeFile(
			join(directory, "config"),
			sshConfig(route, defined({ knownHosts, sockets: directory, identity })),
		);
		const connection = new SshConnection(route, access, directory);
		try {
			// One after the other: of two first contacts at a time each would write the bastion's key.
			await connection.greet(route.bastion);
			await Promise.all(route.nodes.map((node) => connection.greet(node)));
		} catch (error) {
			await connection.close();
			throw error;
		}
		return connection;
	}

	/** All machines, the nodes first. */
	get machines(): readonly SshMachine[] {
		return [...this.route.nodes, this.route.bastion];
	}

	/**
	 * A machine by its name.
	 *
	 * @throws HalabError when the stack has none of that name
	 */
	machine(name: string): SshMachine {
		const found = this.machines.find((machine) => machine.name === name);
		if (found === undefined) {
			throw new HalabError(`The stack has no machine called ${name}.`, {
				remedy: `Name one of ${this.machines.map((machine) => machine.name).join(", ")}.`,
			});
		}
		return found;
	}

	/**
	 * Runs a command as root and waits for its end.
	 *
	 * @throws HalabError when the machine does not answer or does not let us in
	 */
	async run(
		machine: string,
		command: readonly string[],
	): Promise<CommandResult> {
		const result = await this.attempt(machine, command);
		if (typeof result === "string") {
			throw unreachable(result, this.destination(machine));
		}
		return result;
	}

	/**
	 * As {@link run}, for a machine that may be off.
	 *
	 * @returns undefined when the machine does not answer though the bastion does
	 * @throws HalabError when it answers but does not let us in, or the bastion does not answer
	 */
	async runIfThere(
		machine: string,
		command: readonly string[],
	): Promise<CommandResult | undefined> {
		const result = await this.attempt(machine, command);
		return typeof result === "string" ? undefined : result;
	}

	/** Starts a command as root. It ends with its standard input, if it reads that. */
	start(
		machine: string,
		command: readonly string[],
	): ChildProcessWithoutNullStreams {
		const { user } = this.machine(machine);
		const asRoot = user === "root" ? [] : ["sudo", "-n"];
		const text = shellQuote([...asRoot, "env", ...ENVIRONMENT, ...command]);
		return this.ssh(["-T", "--", machine, text]);
	}

	/** Gives up the connection to a machine that will not answer on it any more. */
	async forget(machine: string): Promise<void> {
		const child = this.ssh(["-O", "exit", "--", machine]);
		const timer = setTimeout(() => child.kill("SIGKILL"), FORGET_LIMIT_MS);
		await ended(child);
		clearTimeout(timer);
	}

	/** Ends all connections. */
	async close(): Promise<void> {
		for (const { name } of this.machines) {
			await this.forget(name);
		}
		await rm(this.directory, { recursive: true, force: true });
	}

	private ssh(words: readonly string[]): ChildProcessWithoutNullStreams {
		const [program = "", ...options] = [
			...(this.access.prefix ?? []),
			"ssh",
			"-F",
			join(this.directory, "config"),
		];
		// In a process group of its own: Ctrl-C in the terminal must not cut off the healing.
		return spawn(program, [...options, ...words], { detached: true });
	}

	private destination(name: string): Destination {
		const { identity, knownHosts } = this.access;
		return defined({
			machine: this.machine(name),
			role: name === this.route.bastion.name ? "bastion" : "node",
			knownHosts,
			identity,
		});
	}

	private async greet({ name, user }: SshMachine): Promise<void> {
		const { exitCode, stderr } = await this.run(name, ["true"]);
		if (exitCode !== 0) {
			throw new HalabError(
				`${user} cannot run commands as root on ${name} (exit code ${exitCode}).`,
				{
					remedy:
						"A drill stops services: log in as root, or as an account that may use sudo without a password.",
					log: stderr,
				},
			);
		}
	}

	/** @returns what ssh says when the machine does not answer though the bastion does */
	private async attempt(
		machine: string,
		command: readonly string[],
	): Promise<CommandResult | string> {
		const result = await ended(this.start(machine, command));
		if (!isOfSsh(result.exitCode, result.stderr)) {
			return result;
		}
		const destination = this.destination(machine);
		const denied = refusal(result.stderr, destination);
		if (denied !== undefined) {
			throw denied;
		}
		if (destination.role === "bastion") {
			throw unreachable(result.stderr, destination);
		}
		await this.run(this.route.bastion.name, ["true"]);
		return result.stderr;
	}
}

/** Waits for a program's end. One that cannot be started has ssh's own exit code. */
function ended(child: ChildProcessWithoutNullStreams): Promise<CommandResult> {
	return new Promise((resolve) => {
		const texts = { stdout: "", stderr: "" };
		for (const name of ["stdout", "stderr"] as const) {
			child[name].setEncoding("utf8").on("data", (chunk: string) => {
				texts[name] += chunk;
			});
		}
		const timer = setTimeout(() => child.kill("SIGKILL"), RUN_LIMIT_MS);
		const finish = (exitCode: number, message = ""): void => {
			clearTimeout(timer);
			resolve({ exitCode, ...texts, stderr: texts.stderr + message });
		};
		child.once("error", (error) => finish(SSH_FAILED, `ssh: ${error.message}`));
		child.once("close", (code) => finish(code ?? SSH_FAILED));
		// A program may end without having read its input.
		child.stdin.on("error", () => {});
		child.stdin.end();
	});
}
