import { createSocket, type Socket } from "node:dgram";
import { chmod, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CLOUD_IDS, CLOUDS, type CloudId } from "../../../design/clouds";
import { CIDR, HOPS, TestNode } from "./node";
import { HELPER, runPython } from "./python";

const DESCRIBE = {
	tencentcloud: "DescribeRouteTables",
	alicloud: "DescribeRouteEntryList",
	ksyun: "DescribeRoutes",
} as const;
const MOVE = {
	tencentcloud: ["ReplaceRoutes"],
	alicloud: ["ModifyRouteEntry"],
	ksyun: ["DeleteRoute", "CreateRoute"],
} as const;
/** What a cloud might answer some day, by the reader that would stumble over it. */
const ODD = {
	tencentcloud: ['{"code": 4000}', '{"Response": {}}', '{"Response": null}'],
	alicloud: [
		"{}",
		'{"RouteEntrys": {"RouteEntry": [{"DestinationCidrBlock": "10.255.34.200/32"}]}}',
	],
	ksyun: [
		"{}",
		'{"RouteSet": [{}]}',
		'{"RouteSet": [{"DestinationCidrBlock": "10.255.34.200/32"}]}',
	],
} as const;

/** Calls of the API, without the metadata service's. */
const calls = async (node: TestNode): Promise<readonly string[]> =>
	(await node.cloudLog()).seen.filter((path) => !path.startsWith("/"));

let node: TestNode;
const makeNode = async (cloud: CloudId): Promise<void> => {
	node = await TestNode.make(cloud);
};
afterEach(() => node.remove());

/** The helper's time-outs run in real time, which a busy machine stretches; the reporter shows a second try. */
const REAL_TIME = { retry: 1 } as const;

describe.each(CLOUD_IDS)("%s", REAL_TIME, (cloud) => {
	const [here, there] = HOPS[cloud];
	beforeEach(() => makeNode(cloud));

	test("takes the route from the other node and verifies it, over one connection, without the metadata service", async () => {
		await node.set({ put: [[CIDR, there]] });
		await node.become("BACKUP");
		await node.run("reconcile");
		await node.become("MASTER");
		const before = await node.cloudLog();
		const { exitCode, stderr } = await node.run("migrate");
		expect(stderr).toBe("");
		expect(exitCode).toBe(0);
		const after = await node.cloudLog();
		expect(after.seen.slice(before.seen.length)).toEqual([
			DESCRIBE[cloud],
			...MOVE[cloud],
			DESCRIBE[cloud],
		]);
		expect(after.connections - before.connections).toBe(1);
		expect(after.routes.map((route) => route.hop)).toEqual([here]);
		const log = await node.log();
		expect(log.map((line) => [line.verb, line.result])).toEqual([
			["migrate", "moved"],
			["migrate", "ok"],
		]);
		expect(Object.keys(log[1]?.ms ?? {}).sort()).toEqual([
			"change",
			"credentials",
			"describe",
			"start",
			"total",
			"verify",
		]);
	});

	test("changes nothing when the route is here already", async () => {
		await node.set({ put: [[CIDR, here]] });
		await node.become("MASTER");
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect(await calls(node)).toEqual([DESCRIBE[cloud]]);
	});

	test.each([
		"BACKUP",
		"FAULT",
		"STOP",
		"",
	])("leaves the API alone in the state %j", async (state) => {
		await node.set({ put: [[CIDR, there]] });
		await node.become(state);
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect((await node.run("reconcile")).exitCode).toBe(0);
		expect(await calls(node)).toEqual([]);
	});

	test.each([
		["a state file that is older than the last boot", "MASTER", false],
		["an address that keepalived has not given it", "BACKUP", true],
	])("takes no route by %s", async (_name, state, address) => {
		await node.set({ put: [[CIDR, there]] });
		await node.says(state);
		await node.hasAddress(address);
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect((await node.run("reconcile")).exitCode).toBe(0);
		expect(await calls(node)).toEqual([]);
		expect(await node.hops()).toEqual([there]);
	});

	test("gives up before the change when the state changes meanwhile", async () => {
		await node.set({ put: [[CIDR, there]], latency: 0.5 });
		await node.become("MASTER");
		const run = node.run("migrate");
		while ((await calls(node)).length === 0) {
			await sleep(10);
		}
		await node.become("BACKUP");
		expect((await run).exitCode).toBe(0);
		expect(await calls(node)).toEqual([DESCRIBE[cloud]]);
		expect(await node.hops()).toEqual([there]);
	});

	test.each<[string, [string, string][], object?]>([
		["throttling", [["*", "THROTTLED"]]],
		["an answer that is no JSON", [["*", "503"]]],
		["a connection that breaks", [["*", "drop"]]],
		["a change whose answer is lost", [[MOVE[cloud][0], "lost"]]],
		["a conflict", [[MOVE[cloud][0], "TaskConflict"]]],
		["a route that is gone", [[MOVE[cloud][0], "NOT_FOUND"]]],
		["a create that is refused", [[MOVE[cloud].at(-1) ?? "", "DUPLICATE"]]],
		[
			"a fault in each call",
			[...MOVE[cloud], DESCRIBE[cloud]].map((action) => [action, "503"]),
		],
		["paging", [], { empty_page: true }],
		["chunked answers", [], { chunked: true }],
		["a change that takes a while", [], { work_seconds: 0.4 }],
		...ODD[cloud].map((answer): [string, [string, string][]] => [
			`the answer ${answer}`,
			[[DESCRIBE[cloud], answer]],
		]),
	])("gets there in spite of %s", async (_name, faults, options = {}) => {
		await node.set({ put: [[CIDR, there]], faults, ...options });
		await node.become("MASTER");
		const { exitCode } = await node.run("migrate");
		expect(await node.hops()).toEqual([here]);
		expect(exitCode).toBe(0);
		expect((await node.log()).at(-1)?.result).toBe("ok");
	});

	test("gets there with a full disk", async () => {
		await node.set({
			put: [[CIDR, there]],
			faults: MOVE[cloud].map((action) => [action, "THROTTLED"]),
		});
		await node.write("full", {});
		await node.become("MASTER");
		expect(await node.run("migrate")).toMatchObject({
			exitCode: 0,
			stderr: "",
		});
		expect(await node.hops()).toEqual([here]);
	});

	test("does not wait for an answer that comes byte by byte", async () => {
		await node.set({ put: [[CIDR, there]], drip: 0.2 });
		await node.run("reconcile");
		await node.become("MASTER");
		await node.run("migrate", "--deadline", "1");
		expect((await node.log()).at(-1)?.result).toMatch(
			/no (credentials|answer).*timed out/,
		);
	});

	describe("when another node takes the route away while this one is master", () => {
		let peer: Socket;
		let says: string;
		beforeEach(async () => {
			peer = createSocket("udp4");
			peer.on("message", (_message, sender) => {
				peer.send(JSON.stringify({ VI_1: says }), sender.port);
			});
			await new Promise<void>((resolve) => {
				peer.bind(0, "127.0.0.1", resolve);
			});
			await writeFile(`${node.directory}/port`, `${peer.address().port}`);
			await node.set({ put: [[CIDR, there]] });
			await node.become("MASTER");
			await node.run("migrate");
		});
		afterEach(() => {
			peer.close();
		});
		const stealAndLook = async (verb: string): Promise<readonly string[]> => {
			await node.set({ clear: true, put: [[CIDR, there]] });
			await node.run(verb, "--deadline", "3");
			return node.hops();
		};

		test("it takes it back once from one that is before it, and then gives way", async () => {
			says = "MASTER";
			expect(await stealAndLook("reconcile")).toEqual([here]);
			expect(await stealAndLook("reconcile")).toEqual([there]);
			expect((await node.log()).at(-1)).toMatchObject({ result: "rival" });
			await node.become("BACKUP");
			await sleep(20);
			await node.become("MASTER");
			expect(await stealAndLook("migrate")).toEqual([here]);
		});

		test("it leaves one that is before it time to settle", async () => {
			says = "MASTER";
			await node.set({ clear: true, put: [[CIDR, there]] });
			const look = node.run("reconcile", "--deadline", "12");
			await sleep(1_000);
			expect(await node.hops()).toEqual([there]);
			await look;
			expect(await node.hops()).toEqual([here]);
		});

		test("it takes it back again when that one is no master", async () => {
			says = "BACKUP";
			expect(await stealAndLook("reconcile")).toEqual([here]);
			expect(await stealAndLook("reconcile")).toEqual([here]);
		});

		test("it gives way to one that keeps silent, too", async () => {
			peer.removeAllListeners("message");
			expect(await stealAndLook("reconcile")).toEqual([here]);
			expect(await stealAndLook("reconcile")).toEqual([there]);
		});
	});

	test("is content with its own route under another name, or tries seldom", async () => {
		await node.set({ put: [[CIDR, there]], shape: "eni-" });
		await node.become("MASTER");
		for (let round = 0; round < 4; round++) {
			await node.run("migrate", "--deadline", "2");
		}
		expect(await node.hops()).toEqual([here]);
		const changes = (await calls(node)).filter((action) =>
			MOVE[cloud].some((change) => change === action),
		);
		// Where a change leaves no gap, twice is not too often.
		expect(changes.length).toBeLessThanOrEqual(2);
	});

	test("waits for a read that is older than its change instead of changing again", async () => {
		await node.set({ put: [[CIDR, there]] });
		await sleep(600);
		await node.become("MASTER");
		const describe = DESCRIBE[cloud];
		// The first look is right, the second one old.
		await node.set({
			faults: [
				[describe, "stale"],
				[describe, "stale"],
			],
		});
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect((await calls(node)).filter((action) => action !== describe)).toEqual(
			MOVE[cloud],
		);
	});

	test("says that the API is down, gives up at its deadline, and the timer repairs", async () => {
		await node.set({ put: [[CIDR, there]] });
		await node.run("reconcile");
		await node.become("MASTER");
		await node.stopCloud();
		const started = performance.now();
		const { exitCode } = await node.run("migrate", "--deadline", "2");
		expect(performance.now() - started).toBeGreaterThan(1_900);
		expect(performance.now() - started).toBeLessThan(4_000);
		expect(exitCode).toBe(1);
		const log = await node.log();
		expect(log.length).toBeGreaterThanOrEqual(3);
		for (const line of log) {
			expect(line.result + (line.error ?? "")).toMatch(
				/no answer from 127.*refused/,
			);
		}
		await node.startCloud();
		await node.set({ put: [[CIDR, there]] });
		expect((await node.run("reconcile")).exitCode).toBe(0);
		expect(await node.hops()).toEqual([here]);
	});

	test("of three at once one works, one waits and one goes", async () => {
		await node.set({ put: [[CIDR, there]], latency: 0.4 });
		await node.become("MASTER");
		const first = node.run("migrate");
		while ((await calls(node)).length === 0) {
			await sleep(10);
		}
		await Promise.all([first, node.run("migrate"), node.run("migrate")]);
		expect(await calls(node)).toEqual([
			DESCRIBE[cloud],
			...MOVE[cloud],
			DESCRIBE[cloud],
			DESCRIBE[cloud],
		]);
	});

	test("status and dry-run tell and change nothing", async () => {
		await node.set({ put: [[CIDR, there]] });
		await node.become("MASTER");
		for (const verb of ["status", "dry-run"]) {
			const { stdout, exitCode } = await node.run(verb);
			expect(exitCode).toBe(0);
			expect(JSON.parse(stdout)).toMatchObject({
				cidr: CIDR,
				instance: "VI_1",
				hop: here,
				master: true,
				here: false,
				would: "move",
			});
		}
		expect(await node.hops()).toEqual([there]);
	});

	test("keeps its keys to itself, and secrets out of the log", async () => {
		await node.set({
			put: [[CIDR, there]],
			faults: [
				["*", "THROTTLED"],
				["*", "AuthFailure"],
			],
		});
		await node.become("MASTER");
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect(await node.modeOf("cache.json")).toBe(0o600);
		const log = await node.read("keepalived.log");
		expect(log).toContain("AuthFailure");
		expect(log).not.toMatch(/SECRET|token-1/);
	});
});

describe.each([
	"tencentcloud",
	"alicloud",
] as const)("%s: keys of the role", (cloud) => {
	const [here, there] = HOPS[cloud];
	beforeEach(async () => {
		await makeNode(cloud);
		await node.set({ put: [[CIDR, there]] });
		await node.run("reconcile");
		await node.become("MASTER");
	});

	test("that the role does not give are named", async () => {
		await node.set({ token: "token-2", role_code: "Failed" });
		expect((await node.run("migrate", "--deadline", "1")).exitCode).toBe(1);
		expect((await node.log()).map(({ error }) => error)).toContain(
			cloud === "alicloud"
				? "InvalidSecurityToken.Expired"
				: "AuthFailure.TokenFailure",
		);
	});

	test("a missing route is left to Terraform", async () => {
		await node.set({ clear: true });
		expect((await node.run("migrate", "--deadline", "0")).exitCode).toBe(1);
		expect(await calls(node)).toEqual([DESCRIBE[cloud]]);
		expect((await node.log()).at(-1)?.result).toBe(
			`no route to ${CIDR}: Terraform makes it`,
		);
	});

	test("are fetched anew when the API refuses them", async () => {
		await node.set({ token: "token-2" });
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect(await node.hops()).toEqual([here]);
		expect(await node.read("cache.json")).toContain("token-2");
	});

	test("are fetched ahead while they still last", async () => {
		await node.write("cache.json", {
			...JSON.parse(await node.read("cache.json")),
			expires: Date.now() / 1000 + 600,
		});
		await node.set({ token: "token-2" });
		await node.run("reconcile");
		expect(await node.read("cache.json")).toContain("token-2");
	});

	test("serve until they expire when the metadata service is silent", async () => {
		await node.write("cache.json", {
			...JSON.parse(await node.read("cache.json")),
			expires: Date.now() / 1000 + 30,
		});
		await node.set({ metadata: false });
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect(await node.hops()).toEqual([here]);
	});

	test("that cannot be had are named, and looked for until the deadline", async () => {
		await node.write("cache.json", {});
		await node.set({ metadata: false });
		expect((await node.run("migrate", "--deadline", "1")).exitCode).toBe(1);
		expect((await node.log()).at(-1)?.result).toMatch(/^no credentials: 403/);
	});
});

describe("ksyun: keys of a file", () => {
	beforeEach(async () => {
		await makeNode("ksyun");
		await node.become("MASTER");
	});

	test.each([
		0o644, 0o640, 0o604,
	])("that others may read are refused (%i)", async (mode) => {
		await node.write("keys.json", { accessKeyId: "id", secretAccessKey: "x" });
		await chmod(`${node.directory}/keys.json`, mode);
		expect((await node.run("migrate", "--deadline", "0")).exitCode).toBe(1);
		expect((await node.log()).at(-1)?.result).toMatch(
			/^no credentials: others may read .*keys\.json: chown root, chmod 600/,
		);
		expect(await calls(node)).toEqual([]);
	});

	test("creates a missing route", async () => {
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect(await calls(node)).toEqual([
			"DescribeRoutes",
			"CreateRoute",
			"DescribeRoutes",
		]);
		expect(await node.hops()).toEqual([HOPS.ksyun[0]]);
	});

	test("are read again for each call, and kept nowhere else", async () => {
		await node.write("keys.json", { accessKeyId: "old", secretAccessKey: "1" });
		await node.set({ key: "new" });
		const run = node.run("migrate");
		while (!(await node.read("keepalived.log").catch(() => ""))) {
			await sleep(5);
		}
		await node.write("keys.json", { accessKeyId: "new", secretAccessKey: "2" });
		expect((await run).exitCode).toBe(0);
		expect(await node.read("cache.json")).not.toMatch(/secret|old|new/);
	});

	test("puts the route back when it is not master any more after the delete", async () => {
		const [, there] = HOPS.ksyun;
		await node.set({ put: [[CIDR, there]], latency: 0.3 });
		const run = node.run("migrate");
		while (!(await calls(node)).includes("DeleteRoute")) {
			await sleep(5);
		}
		await node.become("BACKUP");
		await run;
		expect(await node.hops()).toEqual([there]);
	});
});

describe("what cannot be done", () => {
	beforeEach(() => makeNode("ksyun"));

	test.each([[[]], [["fly"]]])("%j: says how it is used", async (args) => {
		const { exitCode, stderr } = await node.run(...args);
		expect(exitCode).toBe(2);
		expect(stderr).toMatch(/^usage: halab-nexthop migrate \| reconcile/);
	});

	test("facts without a route", async () => {
		await node.write("node.json", { cloud: "ksyun", region: "r" });
		const { exitCode, stderr } = await node.run("migrate");
		expect(exitCode).toBe(1);
		expect(stderr).toContain("KeyError('route')");
		expect(await node.read("result")).toContain("KeyError('route')");
	});
});

test("a result that cannot be written whole leaves nothing of it", async () => {
	await makeNode("ksyun");
	const { stdout, stderr } = await runPython([
		"-c",
		`import os, sys
sys.path.insert(0, ${JSON.stringify(HELPER)})
import nexthop
nexthop.store(sys.argv[1] + "/result", "\\udc80")
print([name for name in os.listdir(sys.argv[1]) if name.startswith("result")])`,
		node.directory,
	]);
	expect(stderr).toBe("");
	expect(stdout).toBe("[]");
});

describe("a memory that is not as it was left", () => {
	beforeEach(async () => {
		await makeNode("ksyun");
		await node.set({ put: [[CIDR, HOPS.ksyun[1]]] });
		await node.become("MASTER");
	});

	test.each<[string, string, unknown]>([
		...["routes", "addresses", "cache.json"].flatMap((name) =>
			[null, 5, [1]].map((content): [string, string, unknown] => [
				JSON.stringify(content),
				name,
				content,
			]),
		),
		["no record", "routes", { [CIDR]: 5 }],
		["a count alone", "routes", { [CIDR]: { changes: 1 } }],
		["a route without its next hop", "routes", { [CIDR]: { made: "r-1" } }],
		["an expiry alone", "cache.json", { expires: 9e9 }],
	])("%s in %s does not stop a takeover, and is replaced", async (_name, file, content) => {
		await writeFile(`${node.directory}/${file}`, JSON.stringify(content));
		const { exitCode, stderr } = await node.run("migrate", "--deadline", "3");
		expect(stderr).toBe("");
		expect(exitCode).toBe(0);
		expect(await node.hops()).toEqual([HOPS.ksyun[0]]);
		expect(JSON.parse(await node.read(file))).not.toEqual(content);
	});
});

test("tencentcloud: a disabled route is not well", async () => {
	await makeNode("tencentcloud");
	await node.set({ put: [[CIDR, HOPS.tencentcloud[0]]], enabled: false });
	await node.become("MASTER");
	expect((await node.run("migrate", "--deadline", "0")).exitCode).toBe(1);
	expect((await node.log()).at(-1)?.result).toBe(`${CIDR} is not ready`);
});

describe.each([
	["with what it needs", {}, "not master"],
	["without credentials", { metadata: false }, /^no credentials: 403/],
])("a backup %s", (_name, options, result) => {
	test("says whether it could take the route", async () => {
		await makeNode("tencentcloud");
		await node.set(options);
		await node.become("BACKUP");
		await node.run("reconcile");
		expect(await node.read("result")).toMatch(result);
	});
});

test.each(
	CLOUD_IDS,
)("%s: a takeover takes as many calls as its prediction counts", async (cloud) => {
	await makeNode(cloud);
	const [, there] = HOPS[cloud];
	await node.become("MASTER");
	await node.set({ latency: 0.02, put: [[CIDR, there]] });
	await node.run("reconcile");
	const totals: number[] = [];
	for (let round = 0; round < 9; round++) {
		await node.set({ clear: true, put: [[CIDR, there]] });
		await node.become("BACKUP");
		await node.become("MASTER");
		const since = `${Date.now() / 1000}`;
		const before = (await calls(node)).length;
		await node.run("migrate", "--since", since);
		const made = (await calls(node)).slice(before);
		// What follows only looks whether the change is in force.
		const needed = made.findLastIndex((call) => !/^Describe/.test(call)) + 1;
		expect(needed).toBeGreaterThan(0);
		expect(needed).toBeLessThanOrEqual(CLOUDS[cloud].routeChangeCalls);
		totals.push((await node.log()).at(-1)?.ms?.["total"] ?? 1_000);
	}
	totals.sort((a, b) => a - b);
	console.info(
		`${cloud}: ${totals[0]} ms at best, ${totals[4]} ms median, with an API that takes 20 ms per call`,
	);
});
