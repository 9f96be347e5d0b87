import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CloudId } from "../../../design/clouds";
import { DIALECTS } from "../../../local/clouds/dialects";
import { metadataServer } from "../../../local/metadata/server";
import { recognizeCredentials } from "../../../local/vpc/credentials";
import { HELPER, runPython } from "../../userdata/nexthop/python";
import { metadataCloud, ROLE } from "./metadata-cloud";

let directory: string;
const servers: FastifyInstance[] = [];

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "halab-metadata-"));
});

afterEach(async () => {
	await Promise.all(servers.splice(0).map((server) => server.close()));
	await rm(directory, { recursive: true });
});

/** A metadata service on loopback, where everybody counts as one instance. */
async function serve(
	cloud: CloudId,
	options: Partial<Parameters<typeof metadataServer>[0]> = {},
) {
	const service = metadataCloud(cloud);
	const server = metadataServer({
		dialect: DIALECTS[cloud].metadata,
		service,
		sourceAddressOf: () => "10.34.0.5",
		...options,
	});
	servers.push(server);
	const url = await server.listen({ host: "127.0.0.1", port: 0 });
	return { service, url };
}

describe("the nexthop helper", () => {
	const ask = async (cloud: CloudId, url: string, ...role: string[]) => {
		const program = join(__dirname, "ask_metadata.py");
		const args = [program, HELPER, cloud, url, directory, ...role];
		const { stdout, stderr } = await runPython(args);
		expect(stderr).toBe("");
		return JSON.parse(stdout);
	};

	test.each([
		["tencentcloud", "10.34.0.5"],
		["alicloud", "i-4"],
	] as const)("finds itself and its keys on %s", async (cloud, hop) => {
		const { service, url } = await serve(cloud);
		const found = await ask(cloud, url, ROLE);
		expect(found.hop).toBe(hop);
		expect(
			recognizeCredentials(service.state, found.id, found.token, Date.now()),
		).toMatchObject({
			secret: found.secret,
			instanceId: "i-4",
			expiresAt: found.expires * 1000,
		});
	});

	test("finds itself on ksyun, with the key that was handed over", async () => {
		const { url } = await serve("ksyun");
		const keys = { accessKeyId: "AK", secretAccessKey: "secret" };
		await writeFile(join(directory, "keys.json"), JSON.stringify(keys), {
			mode: 0o600,
		});
		expect(await ask("ksyun", url)).toMatchObject({
			hop: "i-4",
			id: "AK",
			secret: "secret",
			token: "",
		});
	});
});

test("what asks is told apart by its address", async () => {
	const { url } = await serve("ksyun", { sourceAddressOf: (peer) => peer });
	const answer = await fetch(`${url}/latest/meta-data/instance-id`);
	expect(answer.status).toBe(404);
	const seen: string[] = [];
	const { url: other } = await serve("ksyun", {
		sourceAddressOf: (peer) => {
			seen.push(peer);
			return "10.34.0.2";
		},
	});
	const found = await fetch(`${other}/latest/meta-data/instance-id?x=/../y`);
	expect(await found.text()).toBe("i-1");
	expect(seen).toEqual(["127.0.0.1"]);
});

test("credentials last as long as the service is told at that moment", async () => {
	let lifetime = 20_000;
	const { url } = await serve("tencentcloud", {
		roleLifetimeMilliseconds: () => lifetime,
	});
	const path = `${url}/latest/meta-data/cam/security-credentials/${ROLE}`;
	const seconds = async (): Promise<number> => {
		const answer = await fetch(path);
		return JSON.parse(await answer.text()).ExpiredTime - Date.now() / 1000;
	};
	expect(await seconds()).toBeLessThanOrEqual(20);
	lifetime = 3_600_000;
	expect(await seconds()).toBeGreaterThan(2000);
});

test.each([
	"GET",
	"PUT",
	"POST",
	"OPTIONS",
])("a %s with a body of any type is answered", async (method) => {
	const { url } = await serve("ksyun");
	const body = `${method} /latest/meta-data/instance-id HTTP/1.1\r\nHost: m\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n{x}`;
	const socket = createConnection(Number(new URL(url).port), "127.0.0.1");
	socket.end(body);
	let text = "";
	for await (const chunk of socket) {
		text += chunk;
	}
	expect(text).toMatch(
		method === "GET" ? /^HTTP\/1\.1 200 .*i-4$/s : /^HTTP\/1\.1 405 /,
	);
});
