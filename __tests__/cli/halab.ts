import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The program that `npx halab` runs. */
export const COMMAND = join(__dirname, "../../bin/halab.js");

/** How a `halab` command has ended. */
export interface Outcome {
	readonly exitCode: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** A `halab` command at work. */
export class RunningHalab {
	private output = "";
	private readonly ended: Promise<number | null>;

	constructor(private readonly child: ChildProcess) {
		this.ended = new Promise((resolve) =>
			child.once("close", (exitCode) => resolve(exitCode)),
		);
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding("utf8").on("data", (text: string) => {
				this.output += text;
			});
		}
	}

	/** Waits until it has written something; fails when it ends before. */
	async said(pattern: RegExp): Promise<void> {
		let over = false;
		void this.ended.then(() => {
			over = true;
		});
		while (!pattern.test(this.output)) {
			if (over) {
				throw new Error(`it ended without saying ${pattern}: ${this.output}`);
			}
			await sleep(20);
		}
	}

	/** As Ctrl-C does. */
	interrupt(): void {
		this.child.kill("SIGINT");
	}

	/** As `kill -9` does. */
	kill(): void {
		this.child.kill("SIGKILL");
	}

	exitCode(): Promise<number | null> {
		return this.ended;
	}
}

/** A directory of its own for settings and state, in which the `halab` command runs as a user would run it. */
export class Workplace {
	readonly directory = mkdtempSync(join(tmpdir(), "halab-test-"));

	writeSettings(text: string): void {
		writeFileSync(join(this.directory, "halab.yaml"), text);
	}

	halab(...words: string[]): Outcome {
		return this.halabWith({}, ...words);
	}

	/** @param environment replaces variables */
	halabWith(environment: NodeJS.ProcessEnv, ...words: string[]): Outcome {
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			[COMMAND, ...words],
			{
				cwd: this.directory,
				encoding: "utf8",
				env: { ...this.environment(), ...environment },
			},
		);
		return { exitCode: status, stdout, stderr };
	}

	start(...words: string[]): RunningHalab {
		return new RunningHalab(
			spawn(process.execPath, [COMMAND, ...words], {
				cwd: this.directory,
				env: this.environment(),
				stdio: ["ignore", "pipe", "pipe"],
			}),
		);
	}

	private environment(): NodeJS.ProcessEnv {
		return {
			...process.env,
			HALAB_STATE_DIR: join(this.directory, "state"),
		};
	}

	remove(): void {
		rmSync(this.directory, { recursive: true, force: true });
	}
}
