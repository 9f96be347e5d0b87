import type { Socket } from "node:net";
import Fastify, {
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
} from "fastify";
import { recognizeCredentials } from "../vpc/credentials";
import type { VpcService } from "../vpc/service";
import type { Dialect } from "./dialect";
import { Faults } from "./faults";
import { type Backend, type HandledCall, handle } from "./handle";
import { Listener } from "./listener";
import type { ApiRequest } from "./request";
import { Settling } from "./settling";
import { StateHistory } from "./state-history";

/** A request that the API was asked, once it is over. */
export interface ApiCallRecord {
	/** When it arrived: nanoseconds of the machine's monotonic clock. */
	readonly at: number;
	readonly action: string;
	readonly sourceAddress: string;
	readonly accessKeyId: string;
	/** HTTP status; 0 when the connection was broken instead. */
	readonly status: number;
	/** The cloud's error code; empty when all went well, in brackets what was done to the connection. */
	readonly code: string;
	readonly durationMs: number;
	readonly requestId: string;
}

export interface ApiServerOptions {
	/** One of its own: some remember what they were asked. */
	readonly dialect: Dialect;
	readonly service: VpcService;
	/** @default no faults, which can be added later through {@link ApiServer.faults} */
	readonly faults?: Faults;
	/** Milliseconds since 1970. @default the machine's */
	readonly now?: () => number;
	/** Milliseconds that each request takes at least. @default 20, about what a cloud's API takes inside a VPC */
	readonly latencyMilliseconds?: number;
	/**
	 * How long a change takes, in milliseconds, where the cloud answers before it is carried out. @default 50, an
	 * assumption: documents name the states but no durations
	 */
	readonly settleMilliseconds?: number;
	/** Told about each request. */
	readonly log?: (record: ApiCallRecord) => void;
	/** Told about what the double itself did wrong; the client is told of an internal error. @default stderr */
	readonly onError?: (error: unknown) => void;
}

/** A cloud's VPC API over plain HTTP. */
export interface ApiServer {
	readonly app: FastifyInstance;
	readonly faults: Faults;
	/**
	 * Starts to listen, and to finish what an earlier process left under way.
	 *
	 * @param port 0 for any
	 * @returns the port
	 */
	listen(host: string, port: number): Promise<number>;
	/** Breaks what is open and lets go of the port. */
	close(): Promise<void>;
}

/** Every VPC API call is far smaller: a body of 1 MiB. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** The API of a cloud in front of a VPC service. */
export function apiServer(options: ApiServerOptions): ApiServer {
	const {
		dialect,
		service,
		now = Date.now,
		faults = new Faults(Math.random, now),
		latencyMilliseconds = 20,
		settleMilliseconds = 50,
		log = () => {},
		onError = (error) => console.error(error),
	} = options;
	const settling = new Settling(service, settleMilliseconds, onError);
	const backend: Omit<Backend, "sleep"> = {
		dialect,
		service,
		recognize: recognizeCredentials,
		faults,
		history: new StateHistory(),
		settling,
		latencyMilliseconds,
		now,
		onError,
	};
	const listener = new Listener(faults, onError);
	const app = Fastify({
		bodyLimit: BODY_LIMIT_BYTES,
		serverFactory: (handler) => listener.make(handler),
	});
	// Signatures cover the bytes of the body, so nothing may parse it.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) =>
		done(null, body),
	);
	app.all("/*", async (incoming, reply) => {
		const at = process.hrtime.bigint();
		const request = readRequest(incoming);
		const outcome = await handle(request, {
			...backend,
			sleep: (milliseconds) => pause(milliseconds, incoming.raw.socket),
		});
		log(record(at, request, outcome));
		return answer(outcome, reply);
	});
	return {
		app,
		faults,
		async listen(host, port) {
			await app.ready();
			settling.start();
			return listener.open(host, port);
		},
		async close() {
			settling.stop();
			await listener.close();
			await app.close();
		},
	};
}

function record(
	at: bigint,
	request: ApiRequest,
	{ call, code, requestId, response }: HandledCall,
): ApiCallRecord {
	return {
		at: Number(at),
		action: call.action,
		sourceAddress: request.sourceAddress,
		accessKeyId: call.accessKeyId,
		status: response?.status ?? 0,
		code,
		durationMs: Number(process.hrtime.bigint() - at) / 1e6,
		requestId,
	};
}

function readRequest({ raw, body, ip }: FastifyRequest): ApiRequest {
	const url = raw.url ?? "/";
	const mark = url.indexOf("?");
	return {
		method: raw.method ?? "",
		path: mark < 0 ? url : url.slice(0, mark),
		query: mark < 0 ? "" : url.slice(mark + 1),
		headers: Object.fromEntries(
			Object.entries(raw.headers).map(([name, value]) => [
				name,
				Array.isArray(value) ? value.join(",") : (value ?? ""),
			]),
		),
		body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
		sourceAddress: ip,
	};
}

function answer({ response }: HandledCall, reply: FastifyReply): unknown {
	if (response === undefined) {
		reply.hijack();
		reply.raw.socket?.resetAndDestroy();
		return reply;
	}
	return reply
		.code(response.status)
		.headers(response.headers)
		.send(response.body);
}

/** Waits, but no longer than the client does. */
function pause(milliseconds: number, client: Socket): Promise<void> {
	return new Promise((resolve) => {
		const over = () => {
			clearTimeout(timer);
			client.off("close", over);
			resolve();
		};
		const timer = setTimeout(over, milliseconds);
		client.once("close", over);
	});
}
