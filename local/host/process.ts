import { type SpawnOptions, spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";

/** What a program wrote and how it ended. */
export interface Outcome {
	/** 128 + the signal's number when a signal ended it, 127 when it could not be started: as in a shell. */
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	/** Standard input; empty when absent. */
	readonly input?: string | Buffer;
	/** Called with each complete line of the two outputs, as it comes. */
	readonly onLine?: (line: string) => void;
	/** Ends the program with SIGKILL when it fires. */
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds after which the program is ended with SIGKILL. */
	readonly timeoutMs?: number | undefined;
	readonly env?: NodeJS.ProcessEnv;
}

const SIGNAL_NUMBERS: Partial<Record<NodeJS.Signals, number>> = {
	SIGHUP: 1,
	SIGINT: 2,
	SIGQUIT: 3,
	SIGABRT: 6,
	SIGKILL: 9,
	SIGPIPE: 13,
	SIGTERM: 15,
};

/** Run a program to its end. Never rejects: a program that cannot be started has exit code 127. */
export function run(
	command: string,
	args: readonly string[],
	options: RunOptions = {},
): Promise<Outcome> {
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			stdio: "pipe",
			...(options.env ? { env: options.env } : {}),
		});
		const stdout = collect(child.stdout, options.onLine);
		const stderr = collect(child.stderr, options.onLine);
		const kill = () => child.kill("SIGKILL");
		const timer = options.timeoutMs && setTimeout(kill, options.timeoutMs);
		if (options.signal?.aborted) {
			kill();
		}
		options.signal?.addEventListener("abort", kill, { once: true });

		const finish = (exitCode: number, message = "") => {
			if (timer) {
				clearTimeout(timer);
			}
			options.signal?.removeEventListener("abort", kill);
			resolve({ exitCode, stdout: stdout(), stderr: stderr() + message });
		};
		child.once("error", (error) => finish(127, error.message));
		child.once("close", (code, signal) => finish(exitCodeOf(code, signal)));
		// A program may end without having read its input.
		child.stdin.on("error", () => {});
		child.stdin.end(options.input ?? "");
	});
}

/** Run a program on the caller's own terminal. Gives its exit code. */
export function runInteractive(
	command: string,
	args: readonly string[],
): Promise<number> {
	const options: SpawnOptions = { stdio: "inherit" };
	return new Promise((resolve) => {
		const child = spawn(command, args, options);
		// The terminal sends Ctrl-C to both: the program decides what it means.
		const ignore = () => {};
		process.on("SIGINT", ignore);
		const finish = (exitCode: number) => {
			process.off("SIGINT", ignore);
			resolve(exitCode);
		};
		child.once("error", () => finish(127));
		child.once("close", (code, signal) => finish(exitCodeOf(code, signal)));
	});
}

function exitCodeOf(
	code: number | null,
	signal: NodeJS.Signals | null,
): number {
	if (code !== null) {
		return code;
	}
	return 128 + ((signal && SIGNAL_NUMBERS[signal]) ?? 9);
}

function collect(
	stream: NodeJS.ReadableStream,
	onLine: RunOptions["onLine"],
): () => string {
	const decoder = new StringDecoder("utf8");
	let text = "";
	let lineStart = 0;
	stream.on("data", (chunk: Buffer) => {
		text += decoder.write(chunk);
		if (!onLine) {
			return;
		}
		for (
			let end = text.indexOf("\n", lineStart);
			end >= 0;
			end = text.indexOf("\n", lineStart)
		) {
			onLine(text.slice(lineStart, end));
			lineStart = end + 1;
		}
	});
	return () => text + decoder.end();
}
