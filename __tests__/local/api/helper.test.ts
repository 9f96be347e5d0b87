import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CAPABILITIES } from "../../../design/capabilities";
import { CLOUD_IDS } from "../../../design/clouds";
import type { FaultRule } from "../../../local/api/faults";
import { HelperNode } from "./helper-node";
import { seeded } from "./seeded";
import { codeOf, send } from "./send";
import { signTencent } from "./sign";
import { CIDR, startCloud, type TestCloud } from "./test-cloud";

const MOVE = {
	tencentcloud: ["ReplaceRoutes"],
	alicloud: ["ModifyRouteEntry"],
	ksyun: ["DeleteRoute", "CreateRoute"],
} as const;

describe.each(CLOUD_IDS)("%s: the nexthop helper", (id) => {
	let cloud: TestCloud;
	let node: HelperNode;
	beforeEach(async () => {
		cloud = await startCloud(id, {
			latencyMilliseconds: 20,
			settleMilliseconds: 50,
			random: seeded(4),
		});
		node = await HelperNode.make(id, cloud, 1);
		await cloud.route("i-2");
		await node.run("reconcile");
		await node.become("MASTER");
	});
	afterEach(async () => {
		await node.remove();
		await cloud.close();
	});

	const actions = () => cloud.records.map(({ action }) => action);

	test("takes the route, with requests that the API believes", async () => {
		expect(await node.run("migrate")).toEqual({ exitCode: 0, stderr: "" });
		expect(cloud.hops()).toEqual(["i-1"]);
		expect(cloud.records.every(({ code }) => code === "")).toBe(true);
		for (const action of MOVE[id]) {
			expect(actions()).toContain(action);
		}
		expect(cloud.mostRoutes()).toBe(1);
	});

	// Elsewhere the route is Terraform's, and the role may make none.
	if (!CAPABILITIES[id].atomicNextHopChange) {
		test("makes a route that is missing", async () => {
			const [route] = Object.values(cloud.service.state.routes);
			await cloud.service.execute({
				type: "delete-route",
				routeId: route?.id ?? "",
			});
			expect((await node.run("migrate")).exitCode).toBe(0);
			expect(cloud.hops()).toEqual(["i-1"]);
		});
	}

	const change = MOVE[id][0];
	const last = MOVE[id].at(-1) ?? change;
	test.each<[string, readonly FaultRule[]]>([
		["throttling", [{ kind: "throttle", count: 2 }]],
		[
			"throttling of the change",
			[{ kind: "throttle", action: last, count: 1 }],
		],
		[
			"a change that is never answered",
			[{ kind: "timeout", milliseconds: 300, action: last, count: 1 }],
		],
		["a conflict with another change", [{ kind: "task-conflict", count: 1 }]],
		[
			"an internal error of the change",
			[{ kind: "server-error", action: last, count: 1 }],
		],
		[
			"an answer that is lost",
			[{ kind: "lost-answer", action: change, count: 1 }],
		],
		["the last answer lost", [{ kind: "lost-answer", action: last, count: 1 }]],
		[
			"reads that are old",
			[{ kind: "stale-read", milliseconds: 400, count: 3 }],
		],
		["a slow API", [{ kind: "latency", milliseconds: 300 }]],
		[
			"all of it",
			[
				{ kind: "throttle", probability: 0.2, count: 2 },
				{ kind: "server-error", probability: 0.2, count: 2 },
				{ kind: "lost-answer", probability: 0.2, count: 2 },
				{ kind: "task-conflict", probability: 0.5, count: 1 },
			],
		],
	])(
		"gets there in spite of %s",
		async (_name, rules) => {
			for (const rule of rules) {
				cloud.server.faults.add(rule);
			}
			const { exitCode } = await node.run("migrate");
			expect(await node.log()).toContain('"ok"');
			expect(exitCode).toBe(0);
			expect(cloud.hops()).toEqual(["i-1"]);
			expect(cloud.mostRoutes()).toBe(1);
			expect(cloud.failures).toEqual([]);
		},
		60_000,
	);

	test("fetches keys anew when the API says that they have expired", async () => {
		const before = node.asked.length;
		cloud.server.faults.add({ kind: "expired-credential", count: 1 });
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect(cloud.hops()).toEqual(["i-1"]);
		expect(node.asked.length).toBeGreaterThan(before);
	});

	test("while the API is down it says so; when it is back, the timer repairs", async () => {
		const { id: fault } = cloud.server.faults.add({ kind: "refuse" });
		expect((await node.run("migrate", "--deadline", "2")).exitCode).toBe(1);
		expect(await node.log()).toMatch(/no answer from 127.*refused/);
		expect(cloud.hops()).toEqual(["i-2"]);
		cloud.server.faults.remove(fault);
		expect((await node.run("reconcile")).exitCode).toBe(0);
		expect(cloud.hops()).toEqual(["i-1"]);
		expect(cloud.mostRoutes()).toBe(1);
	});

	test("the API comes back while it tries", async () => {
		cloud.server.faults.add({ kind: "refuse", untilMs: Date.now() + 1_500 });
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect(cloud.hops()).toEqual(["i-1"]);
	});

	test("two nodes that take turns under faults leave one route, to the master", async () => {
		const other = await HelperNode.make(id, cloud, 2);
		try {
			for (const kind of ["throttle", "lost-answer", "server-error"] as const) {
				cloud.server.faults.add({ kind, probability: 0.1 });
			}
			const runs: Promise<unknown>[] = [];
			for (let turn = 0; turn < 6; turn++) {
				const [next, previous] = turn % 2 === 0 ? [other, node] : [node, other];
				await next.become("MASTER");
				runs.push(next.run("migrate", "--deadline", "5"));
				await sleep(30);
				await previous.become("BACKUP");
				await sleep(150);
			}
			cloud.server.faults.clear();
			await Promise.all(runs);
			// The timers of both nodes.
			await Promise.all([node.run("reconcile"), other.run("reconcile")]);
			expect(cloud.hops()).toEqual(["i-1"]);
			expect(cloud.mostRoutes()).toBe(1);
			expect(cloud.failures).toEqual([]);
		} finally {
			await other.remove();
		}
	}, 60_000);
});

test("tencentcloud: the nexthop helper does not take a disabled route for a good one, and leaves it alone", async () => {
	const cloud = await startCloud("tencentcloud");
	const node = await HelperNode.make("tencentcloud", cloud, 1);
	try {
		await cloud.route("i-1");
		await node.become("MASTER");
		const [route] = Object.values(cloud.service.state.routes);
		const ask = async (action: string): Promise<string> =>
			codeOf(
				await send(
					cloud.port,
					signTencent(`127.0.0.1:${cloud.port}`, action, {
						RouteTableId: cloud.routeTableId,
						RouteItemIds: [route?.id],
					}),
				),
			);
		expect(await ask("DisableRoutes")).toBe("");
		expect((await node.run("migrate", "--deadline", "1")).exitCode).toBe(1);
		expect(await node.log()).toContain(`${CIDR} is not ready`);
		expect(cloud.records.map(({ action }) => action)).not.toContain(
			"ReplaceRoutes",
		);
		expect(await ask("EnableRoutes")).toBe("");
		expect((await node.run("reconcile")).exitCode).toBe(0);
		expect(cloud.hops()).toEqual(["i-1"]);
	} finally {
		await node.remove();
		await cloud.close();
	}
});

test("ksyun: the nexthop helper does not wait for ever for an answer", async () => {
	const cloud = await startCloud("ksyun");
	const node = await HelperNode.make("ksyun", cloud, 1);
	try {
		await cloud.route("i-2");
		await node.become("MASTER");
		cloud.server.faults.add({
			kind: "timeout",
			action: "CreateRoute",
			milliseconds: 60_000,
			count: 1,
		});
		expect((await node.run("migrate")).exitCode).toBe(0);
		expect(cloud.hops()).toEqual(["i-1"]);
	} finally {
		await node.remove();
		await cloud.close();
	}
});

test("ksyun: the nexthop helper rests after two changes when the API calls the next hop something else than the metadata does", async () => {
	const cloud = await startCloud("ksyun");
	const node = await HelperNode.make("ksyun", cloud, 1);
	const changes = () =>
		cloud.records.filter(({ action }) => action === "CreateRoute").length;
	try {
		cloud.server.faults.add({ kind: "other-ids" });
		await cloud.route("i-2");
		await node.become("MASTER");
		expect((await node.run("migrate", "--deadline", "5")).exitCode).toBe(0);
		expect(cloud.hops()).toEqual(["i-1"]);
		for (let pass = 0; pass < 3; pass++) {
			expect((await node.run("reconcile", "--deadline", "2")).exitCode).toBe(0);
		}
		expect(changes()).toBeGreaterThan(0);
		expect(changes()).toBeLessThanOrEqual(2);
		expect(await node.log()).toContain("instance/i-1");
		expect(cloud.hops()).toEqual(["i-1"]);
		expect(cloud.mostRoutes()).toBe(1);
	} finally {
		await node.remove();
		await cloud.close();
	}
});
