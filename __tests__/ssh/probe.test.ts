import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { ProbeOutput } from "../../ports/probe-output";
import type { ProbeSample } from "../../ports/probe-sample";

const PROBES = {
	"Node.js": [
		...[process.execPath, "--require", require.resolve("tsx/cjs")],
		require.resolve("../../drills/run/probe/probe-process.ts"),
	],
	Python: ["python3", `${__dirname}/../../ssh/files/probe.py`],
} as const;
type ProbeName = keyof typeof PROBES;
const NAMES: readonly ProbeName[] = ["Node.js", "Python"];

const INTERVAL_MS = 30;
const TIMEOUT_MS = 250;

const page = (status: string, body: string, more = ""): string =>
	`HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;

/** What the server does with a request. */
type Behaviour = (socket: Socket) => void;
const BEHAVIOURS = {
	well: (socket) => socket.end(page("200 OK", "node-1 Master\n")),
	slow: (socket) =>
		setTimeout(() => socket.end(page("200 OK", "node-2 Slave\n")), 80),
	"in pieces": (socket) => {
		socket.write("HTTP/1.1 200 OK\r\nConte");
		setTimeout(() => socket.end("nt-Length: 7\r\n\r\nnode-2\n"), 5);
	},
	broken: (socket) => socket.end(page("500 Oops", "node-1\n")),
	stranger: (socket) => socket.end(page("200 OK", "hello\n")),
	silent: (socket) => socket.end(),
	hanging: () => {},
	reset: (socket) => socket.resetAndDestroy(),
} satisfies Record<string, Behaviour>;

const running: ChildProcessWithoutNullStreams[] = [];
const servers: { server: Server; sockets: Set<Socket> }[] = [];

afterEach(async () => {
	for (const child of running.splice(0)) {
		child.kill("SIGKILL");
	}
	for (const { server, sockets } of servers.splice(0)) {
		for (const socket of sockets) {
			socket.destroy();
		}
		server.close();
		await once(server, "close");
	}
});

/** A server on loopback that treats each request of its own by the next behaviour, and all further ones by the first. */
async function serve(behaviours: readonly Behaviour[]): Promise<number> {
	const sockets = new Set<Socket>();
	let requests = 0;
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("data", () => {
			const behave = behaviours[requests++] ?? behaviours[0];
			behave?.(socket);
		});
	});
	servers.push({ server, sockets });
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string") {
		throw new Error("no port");
	}
	return address.port;
}

function start(
	name: ProbeName,
	port: number,
	connection: "each" | "kept" = "each",
): { readonly child: ChildProcessWithoutNullStreams; output: ProbeOutput } {
	const [program, ...words] = PROBES[name];
	const child = spawn(program, [
		...words,
		...["127.0.0.1", `${port}`, `${INTERVAL_MS}`, `${TIMEOUT_MS}`, "20000"],
		connection,
	]);
	running.push(child);
	return { child, output: new ProbeOutput(child) };
}

/** The first samples, without their times. */
async function outcomes(
	output: ProbeOutput,
	count: number,
): Promise<readonly object[]> {
	await output.waitFor(({ sequence }) => sequence >= count + 9, 15_000);
	const samples = await output.stop();
	return samples
		.slice(0, count)
		.map(({ latencyMs: _, intendedNs: __, ...outcome }) => outcome);
}

describe("both probes say the same", () => {
	test("each request on a connection of its own", async () => {
		const expected = NAMES.map(async (name) => {
			const port = await serve(Object.values(BEHAVIOURS));
			return outcomes(start(name, port).output, 9);
		});
		const [node, python] = await Promise.all(expected);
		expect(node).toEqual([
			{ sequence: 0, node: "node-1" },
			{ sequence: 1, node: "node-2" },
			{ sequence: 2, node: "node-2" },
			{ sequence: 3, lost: "HTTP 500" },
			{ sequence: 4, lost: "HTTP 200" },
			{ sequence: 5, lost: "no answer" },
			{ sequence: 6, lost: "timeout" },
			{ sequence: 7, lost: "ECONNRESET" },
			{ sequence: 8, node: "node-1" },
		]);
		expect(python).toEqual(node);
	});

	test("a kept connection: whoever waits loses, and the next request opens another", async () => {
		const well: Behaviour = (socket) =>
			socket.write(page("200 OK", "node-1\n"));
		const last: Behaviour = (socket) =>
			socket.end(page("200 OK", "node-1\n", "Connection: close\r\n"));
		const { broken, hanging, reset, silent } = BEHAVIOURS;
		const script = [
			...[well, well, last, well, silent, well, reset, well, broken],
			...[well, hanging, well],
		];
		const both = NAMES.map(async (name) => {
			const { output } = start(name, await serve(script), "kept");
			await output.waitFor(
				({ connection, lost }) => connection === 6 && lost === undefined,
				15_000,
			);
			const samples = await output.stop();
			return samples
				.slice(0, script.length)
				.map(({ node, lost, connection }) => ({ node, lost, connection }));
		});
		const [node, python] = await Promise.all(both);
		expect(python).toEqual(node);
		expect(node?.map(({ lost }) => lost)).toEqual([
			...[undefined, undefined, undefined, undefined, "closed", undefined],
			...["ECONNRESET", undefined, "HTTP 500", undefined, "timeout", undefined],
		]);
	});

	test("nobody listens", async () => {
		const port = await serve([]);
		const [listening] = servers.splice(0);
		listening?.server.close();
		for (const name of NAMES) {
			for (const connection of ["each", "kept"] as const) {
				const { output } = start(name, port, connection);
				const sample = await output.waitFor(() => true, 10_000);
				expect(sample?.lost, name).toBe("ECONNREFUSED");
				await output.stop();
			}
		}
	});
});

describe.each(NAMES)("the probe for %s", (name) => {
	const latencyOf = (
		samples: readonly ProbeSample[],
		wanted: (sample: ProbeSample) => boolean,
	): number[] => samples.filter(wanted).map(({ latencyMs }) => latencyMs);

	test("means to send at equal distances, and measures until the answer", async () => {
		const { slow, hanging, well } = BEHAVIOURS;
		const { output } = start(name, await serve([well, slow, hanging]));
		await output.waitFor(({ sequence }) => sequence >= 12, 15_000);
		const samples = await output.stop();
		const [first] = samples;
		const distances = samples.map(
			({ intendedNs }) => (intendedNs - (first?.intendedNs ?? 0)) / 1e6,
		);
		expect(distances).toEqual(samples.map((_, index) => index * INTERVAL_MS));
		const [slowMs] = latencyOf(samples, ({ sequence }) => sequence === 1);
		const [lostMs] = latencyOf(samples, ({ lost }) => lost === "timeout");
		expect(slowMs).toBeGreaterThanOrEqual(79);
		expect(lostMs).toBeGreaterThanOrEqual(TIMEOUT_MS - 1);
	});

	test("leaves no request out while it is held up itself: that time counts as latency", async () => {
		const { child, output } = start(name, await serve([BEHAVIOURS.well]));
		await output.started();
		child.kill("SIGSTOP");
		await sleep(20 * INTERVAL_MS);
		child.kill("SIGCONT");
		await output.waitFor(({ sequence }) => sequence >= 30, 15_000);
		const samples = await output.stop();
		expect(samples.map(({ sequence }) => sequence)).toEqual(
			samples.map((_, index) => index),
		);
		expect(
			latencyOf(samples, ({ latencyMs }) => latencyMs > 5 * INTERVAL_MS).length,
		).toBeGreaterThanOrEqual(10);
	});

	test.each([
		["its standard input ends", (child) => child.stdin.end()],
		["it is asked to", (child) => child.kill("SIGTERM")],
	] satisfies [
		string,
		(child: ChildProcessWithoutNullStreams) => void,
	][])("ends when %s, after the last answer", async (_, end) => {
		const { child, output } = start(name, await serve([BEHAVIOURS.slow]));
		await output.started();
		end(child);
		const [code] = await once(child, "close");
		expect(code).toBe(0);
		const samples = await output.stop();
		expect(samples.every(({ node }) => node === "node-2")).toBe(true);
	});
});
