import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CLOUD_IDS } from "../../../design/clouds";
import { CIDR, HOPS, TestNode } from "./node";

const openssl = (directory: string, words: string): void => {
	execFileSync("openssl", words.split(" "), { cwd: directory, stdio: "pipe" });
};

const NEW_KEY =
	"-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";

/** A CA, and a certificate for the name `localhost` that it signed, with its key in one file. */
async function makeCa(directory: string): Promise<void> {
	openssl(
		directory,
		`req -x509 ${NEW_KEY} -subj /CN=ca -keyout ca.key -out ca.pem`,
	);
	openssl(directory, `req ${NEW_KEY} -subj /CN=api -keyout key -out request`);
	await writeFile(join(directory, "names"), "subjectAltName=DNS:localhost\n");
	openssl(
		directory,
		"x509 -req -in request -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out certificate",
	);
	const parts = ["certificate", "key"].map((name) =>
		readFile(join(directory, name), "utf8"),
	);
	await writeFile(
		join(directory, "server.pem"),
		(await Promise.all(parts)).join(""),
	);
}

let directory: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "halab-ca-"));
	await makeCa(directory);
});
afterAll(() => rm(directory, { recursive: true }));

let node: TestNode;
afterEach(() => node.remove());

/** A master whose API is there by TLS alone, under a name. */
async function master(
	cloud: (typeof CLOUD_IDS)[number],
	host: string,
	ca: string,
): Promise<TestNode> {
	const made = await TestNode.make(cloud, join(directory, "server.pem"));
	await made.changeFacts({ endpoint: `https://${host}:${made.tlsPort}` });
	await made.set({ put: [[CIDR, HOPS[cloud][1]]] });
	await made.become("MASTER");
	made.environment = ca === "" ? {} : { SSL_CERT_FILE: join(directory, ca) };
	return made;
}

test.each(CLOUD_IDS)("%s: moves the route over TLS", async (cloud) => {
	node = await master(cloud, "localhost", "ca.pem");
	const { exitCode, stderr } = await node.run("migrate");
	expect(stderr).toBe("");
	expect(exitCode).toBe(0);
	expect(await node.hops()).toEqual([HOPS[cloud][0]]);
});

describe("tells nobody else its credentials", () => {
	test.each([
		["another name", "127.0.0.1", "ca.pem", /IP address mismatch/],
		["a CA that nobody trusts", "localhost", "", /CERTIFICATE_VERIFY_FAILED/],
	])("%s", async (_name, host, ca, error) => {
		node = await master("tencentcloud", host, ca);
		expect((await node.run("migrate", "--deadline", "0")).exitCode).toBe(1);
		expect((await node.log()).at(-1)?.result).toMatch(error);
		const { seen, routes } = await node.cloudLog();
		expect(seen.filter((path) => !path.startsWith("/"))).toEqual([]);
		expect(routes.map(({ hop }) => hop)).toEqual([HOPS.tencentcloud[1]]);
	});
});
