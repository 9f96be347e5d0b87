import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { KeptConnection } from "../../../../drills/run/probe/kept-connection";
import type { ProbeSample } from "../../../../ports/probe-sample";

let server: Server | undefined;

afterEach(() => {
	server?.closeAllConnections();
	server?.close();
});

/** Sends so many requests one after the other to a server; `answer` may break the connection. */
async function requests(
	count: number,
	answer: (request: number) => "answer" | "close" | "break" | "silence",
): Promise<readonly ProbeSample[]> {
	let seen = 0;
	const own = createServer((request, response) => {
		const what = answer(seen++);
		if (what === "break") {
			request.socket.resetAndDestroy();
		}
		if (what === "silence" || what === "break") {
			return;
		}
		if (what === "close") {
			response.setHeader("connection", "close");
		}
		response.end("page of node-1\n");
	});
	server = own;
	await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
	const address = own.address();
	if (address === null || typeof address === "string") {
		throw new Error("port");
	}
	const samples: ProbeSample[] = [];
	let answered = () => {};
	const connection = new KeptConnection(
		{
			...{ address: "127.0.0.1", port: address.port },
			...{ intervalMs: 1, timeoutMs: 300, maxDurationMs: 1000 },
		},
		(sample) => {
			samples.push(sample);
			answered();
		},
	);
	for (let sequence = 0; sequence < count; sequence++) {
		const settled = new Promise<void>((resolve) => {
			answered = resolve;
		});
		connection.send(sequence, Number(process.hrtime.bigint()));
		await settled;
	}
	return samples;
}

const shown = (samples: readonly ProbeSample[]) =>
	samples.map(({ connection, node, lost }) => [connection, node ?? lost]);

test("one connection carries all requests", async () => {
	expect(shown(await requests(3, () => "answer"))).toEqual([
		[1, "node-1"],
		[1, "node-1"],
		[1, "node-1"],
	]);
});

test("a connection that breaks loses its request; the next one opens another", async () => {
	const samples = await requests(3, (request) =>
		request === 1 ? "break" : "answer",
	);
	expect(shown(samples)).toEqual([
		[1, "node-1"],
		[1, "ECONNRESET"],
		[2, "node-1"],
	]);
});

test("the server's orderly end loses nothing", async () => {
	const samples = await requests(2, (request) =>
		request === 0 ? "close" : "answer",
	);
	expect(shown(samples)).toEqual([
		[1, "node-1"],
		[2, "node-1"],
	]);
});

test("an answer that does not come is given up", async () => {
	expect(shown(await requests(1, () => "silence"))).toEqual([[1, "timeout"]]);
});
