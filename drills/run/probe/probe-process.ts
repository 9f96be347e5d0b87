/**
 * The probe: a process of its own that sends one HTTP request per interval and writes one JSON line per request.
 *
 * Open loop: a request is sent when its time has come, whether or not earlier ones were answered, and its latency
 * counts from the intended time, so a stall of the service or of the probe itself hides nothing.
 *
 *   probe-process ADDRESS PORT INTERVAL-MS TIMEOUT-MS MAX-DURATION-MS each|kept
 *
 * With `kept` all requests go over one connection, one after the other, and none is sent while an earlier one waits.
 *
 * It ends on SIGTERM, when its standard input closes, or after maxDurationMs.
 */
import { Socket } from "node:net";
import type { ProbeTarget } from "../../../ports/bench";
import type { ProbeSample } from "../../../ports/probe-sample";
import { KeptConnection } from "./kept-connection";

const NS_PER_MS = 1e6;

const now = (): number => Number(process.hrtime.bigint());

function send(
	options: ProbeTarget,
	sequence: number,
	intendedNs: number,
	report: (sample: ProbeSample) => void,
): void {
	const socket = new Socket();
	let answer = "";
	let settled = false;
	const settle = (outcome: { node: string } | { lost: string }): void => {
		if (settled) {
			return;
		}
		settled = true;
		clearTimeout(timer);
		socket.destroy();
		report({
			sequence,
			intendedNs,
			latencyMs: (now() - intendedNs) / NS_PER_MS,
			...outcome,
		});
	};
	const spentMs = (now() - intendedNs) / NS_PER_MS;
	const timer = setTimeout(
		() => settle({ lost: "timeout" }),
		Math.max(1, options.timeoutMs - spentMs),
	);
	socket.setNoDelay(true);
	socket.setEncoding("utf8");
	socket.on("data", (chunk: string) => {
		answer += chunk;
	});
	socket.on("error", (error: NodeJS.ErrnoException) =>
		settle({ lost: error.code ?? error.message }),
	);
	socket.on("end", () => {
		const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
		const node = /\bnode-\d+\b/.exec(answer)?.[0];
		if (status === "200" && node !== undefined) {
			settle({ node });
		} else {
			settle({ lost: status === undefined ? "no answer" : `HTTP ${status}` });
		}
	});
	socket.connect(options.port, options.address, () => {
		socket.write(`GET / HTTP/1.0\r\nHost: ${options.address}\r\n\r\n`);
	});
}

function main(options: ProbeTarget, kept: boolean): void {
	const startNs = now();
	let sequence = 0;
	let outstanding = 0;
	let stopping = false;
	const finishIfIdle = (): void => {
		if (stopping && outstanding === 0) {
			process.exit(0);
		}
	};
	const report = (sample: ProbeSample): void => {
		outstanding--;
		process.stdout.write(`${JSON.stringify(sample)}\n`);
		finishIfIdle();
	};
	const connection = new KeptConnection(options, report);
	const stop = (): void => {
		stopping = true;
		finishIfIdle();
	};
	const tick = (): void => {
		let intendedNs = startNs + sequence * options.intervalMs * NS_PER_MS;
		while (!stopping && intendedNs <= now()) {
			if (!kept) {
				outstanding++;
				send(options, sequence, intendedNs, report);
			} else if (connection.idle) {
				outstanding++;
				connection.send(sequence, intendedNs);
			}
			sequence++;
			intendedNs = startNs + sequence * options.intervalMs * NS_PER_MS;
		}
		if (!stopping) {
			setTimeout(tick, Math.max(0, (intendedNs - now()) / NS_PER_MS));
		}
	};
	setTimeout(stop, options.maxDurationMs);
	process.on("SIGTERM", stop);
	process.on("SIGINT", stop);
	process.stdin.on("end", stop);
	process.stdin.on("error", stop);
	process.stdin.resume();
	tick();
}

const [address, ...words] = process.argv.slice(2);
const kept = words.pop() === "kept";
const [port, intervalMs, timeoutMs, maxDurationMs] = words.map(Number);
if (!address || !port || !intervalMs || !timeoutMs || !maxDurationMs) {
	throw new Error(
		"usage: probe-process ADDRESS PORT INTERVAL-MS TIMEOUT-MS MAX-DURATION-MS each|kept",
	);
}
main({ address, port, intervalMs, timeoutMs, maxDurationMs }, kept);
