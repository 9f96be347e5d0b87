import { Socket } from "node:net";
import type { ProbeTarget } from "../../../ports/bench";
import type { ProbeSample } from "../../../ports/probe-sample";

const NS_PER_MS = 1e6;

const now = (): number => Number(process.hrtime.bigint());

interface Waiting {
	readonly sequence: number;
	readonly intendedNs: number;
	readonly timer: NodeJS.Timeout;
}

/** A complete answer at the beginning of what came: its status, its text, and whether the server ends the connection. */
function completeAnswer(
	text: string,
): { status: string; body: string; last: boolean } | undefined {
	const end = text.indexOf("\r\n\r\n");
	const head = text.slice(0, end);
	const length = /^content-length: *(\d+)/im.exec(head)?.[1];
	const body = text.slice(end + 4);
	if (end < 0 || length === undefined || body.length < Number(length)) {
		return undefined;
	}
	return {
		status: /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? "?",
		body,
		last: /^connection: *close/im.test(head),
	};
}

/** One connection that carries one request after the other, opened again when it broke or the server ended it. */
export class KeptConnection {
	private socket: Socket | undefined;
	private waiting: Waiting | undefined;
	private number = 0;
	private answer = "";
	/** Why it broke between two requests: the next one is lost by it. */
	private broken: string | undefined;

	constructor(
		private readonly target: ProbeTarget,
		private readonly report: (sample: ProbeSample) => void,
	) {}

	get idle(): boolean {
		return this.waiting === undefined;
	}

	/** Sends the next request. */
	send(sequence: number, intendedNs: number): void {
		const timer = setTimeout(() => this.lose("timeout"), this.target.timeoutMs);
		this.waiting = { sequence, intendedNs, timer };
		if (this.broken !== undefined) {
			this.lose(this.broken);
			return;
		}
		const { address } = this.target;
		this.socket ??= this.open();
		this.socket.write(`GET / HTTP/1.1\r\nHost: ${address}\r\n\r\n`);
	}

	private open(): Socket {
		this.number++;
		this.answer = "";
		const socket = new Socket();
		const own = () => this.socket === socket;
		const fail = (reason: string): void => {
			if (!own()) {
				return;
			}
			if (this.waiting) {
				this.lose(reason);
			} else {
				this.broken = reason;
			}
		};
		socket.setNoDelay(true);
		socket.setEncoding("utf8");
		socket.on("data", (chunk: string) => {
			if (!own()) {
				return;
			}
			this.answer += chunk;
			this.take();
		});
		socket.on("error", (error: NodeJS.ErrnoException) =>
			fail(error.code ?? error.message),
		);
		socket.on("end", () => {
			if (!own()) {
				return;
			}
			if (this.waiting) {
				this.lose("closed");
			}
			// Between two requests the server may end it.
			else {
				this.leave();
			}
		});
		socket.connect(this.target.port, this.target.address);
		return socket;
	}

	private take(): void {
		const complete = completeAnswer(this.answer);
		if (!complete) {
			return;
		}
		this.answer = "";
		const node = /\bnode-\d+\b/.exec(complete.body)?.[0];
		if (complete.status === "200" && node !== undefined) {
			this.settle({ node });
		} else {
			this.settle({ lost: `HTTP ${complete.status}` });
		}
		if (complete.last) {
			this.leave();
		}
	}

	private lose(reason: string): void {
		this.settle({ lost: reason });
		this.leave();
	}

	private leave(): void {
		this.socket?.destroy();
		this.socket = undefined;
		this.broken = undefined;
	}

	private settle(outcome: { node: string } | { lost: string }): void {
		const { waiting } = this;
		if (!waiting) {
			return;
		}
		this.waiting = undefined;
		clearTimeout(waiting.timer);
		const { sequence, intendedNs } = waiting;
		this.report({
			...{ sequence, intendedNs, connection: this.number },
			latencyMs: (now() - intendedNs) / NS_PER_MS,
			...outcome,
		});
	}
}
