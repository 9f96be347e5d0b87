import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { defined } from "../../base/defined";
import type { CommandResult } from "../../ports/bench";

/** Exit code of a program that cannot be started, as in a shell. */
const NOT_STARTED = 127;

export interface CommandOptions {
	/** Standard input; empty when absent. */
	readonly input?: string | Buffer;
	/** Called with each line of the two outputs, as it comes. */
	readonly onLine?: (line: string) => void;
	/** Ends the program with SIGKILL when it fires. */
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds after which the program is ended with SIGKILL. */
	readonly timeoutMs?: number | undefined;
	readonly env?: NodeJS.ProcessEnv;
}

/** Run a program to its end. Never rejects: see {@link ended} for what cannot be started or is ended by a signal. */
export async function run(
	command: string,
	args: readonly string[],
	{ input = "", onLine, signal, timeoutMs, env }: CommandOptions = {},
): Promise<CommandResult> {
	const child = spawn(command, args, {
		killSignal: "SIGKILL",
		...defined({ signal, timeout: timeoutMs, env }),
	});
	const texts = { stdout: "", stderr: "" };
	for (const name of ["stdout", "stderr"] as const) {
		const output = child[name].setEncoding("utf8");
		output.on("data", (chunk: string) => {
			texts[name] += chunk;
		});
		if (onLine) {
			createInterface({ input: output }).on("line", onLine);
		}
	}
	// A program may end without having read its input.
	child.stdin.on("error", () => {});
	child.stdin.end(input);
	const { exitCode, complaint } = await ended(child);
	return { exitCode, ...texts, stderr: texts.stderr + complaint };
}

/** Run a program on the caller's own terminal. Gives its exit code. */
export async function runInteractive(
	command: string,
	args: readonly string[],
): Promise<number> {
	// The terminal sends Ctrl-C to both: the program decides what it means.
	const ignore = (): void => {};
	process.on("SIGINT", ignore);
	const { exitCode } = await ended(spawn(command, args, { stdio: "inherit" }));
	process.off("SIGINT", ignore);
	return exitCode;
}

/** Waits for a program's end. Its exit code is 128 + the signal's number when a signal ended it, as in a shell. */
function ended(child: ChildProcess): Promise<{
	readonly exitCode: number;
	/** Why it could not be started. */
	readonly complaint: string;
}> {
	return new Promise((resolve) => {
		let complaint = "";
		child.on("error", ({ message }) => {
			// Whoever ends a program by an abort signal is told of it here too.
			complaint = child.pid === undefined ? message : "";
		});
		child.once("close", (code, signal) => {
			const exitCode =
				signal === null
					? (code ?? NOT_STARTED)
					: 128 + constants.signals[signal];
			resolve({
				exitCode: child.pid === undefined ? NOT_STARTED : exitCode,
				complaint,
			});
		});
	});
}
