import { Agent } from "node:http";
import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CLOUD_IDS } from "../../../design/clouds";
import { codeOf, send } from "./send";
import {
	describeRoutes,
	type SignedRequest,
	signAlibaba,
	signKingsoft,
	signTencent,
} from "./sign";
import {
	CIDR,
	KEY,
	READER,
	REGION,
	startCloud,
	type TestCloud,
} from "./test-cloud";

let cloud: TestCloud;
const host = () => `127.0.0.1:${cloud.port}`;
const get = () =>
	describeRoutes(cloud.service.state.cloud, host(), cloud.routeTableId);

afterEach(() => cloud.close());

describe.each(CLOUD_IDS)("%s", (id) => {
	beforeEach(async () => {
		cloud = await startCloud(id);
	});

	test("tells of each call", async () => {
		const before = Number(process.hrtime.bigint());
		const { status } = await send(cloud.port, get());
		expect(status).toBe(200);
		expect(cloud.records).toEqual([
			{
				at: expect.any(Number),
				action: expect.stringMatching(/^Describe/),
				sourceAddress: "127.0.0.1",
				accessKeyId: KEY.id,
				status: 200,
				code: "",
				durationMs: expect.any(Number),
				requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
			},
		]);
		expect(cloud.records[0]?.at).toBeGreaterThan(before);
		expect(cloud.records[0]?.durationMs).toBeLessThan(5_000);
	});

	test("tells of faults too", async () => {
		cloud.server.faults.add({ kind: "throttle", count: 1 });
		const said = codeOf(await send(cloud.port, get()));
		cloud.server.faults.add({ kind: "timeout", milliseconds: 20, count: 1 });
		await expect(send(cloud.port, get())).rejects.toThrow();
		expect(
			cloud.records.map(({ code, status }) => [code, status === 0]),
		).toEqual([
			[said, false],
			["(no answer)", true],
		]);
		expect(said).toMatch(/Throttling|RequestLimitExceeded/);
	});

	test("takes many requests on one connection", async () => {
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		const ports = new Set<unknown>();
		agent.on("free", (socket) => ports.add(socket.localPort));
		try {
			for (let number = 0; number < 20; number++) {
				expect((await send(cloud.port, get(), agent)).status).toBe(200);
			}
			await expect.poll(() => ports.size).toBe(1);
		} finally {
			agent.destroy();
		}
	});

	test.each<[string, string]>([
		["no HTTP", "hello\r\n\r\n"],
		["a path that cannot be decoded", "GET /%%% HTTP/1.1\r\nHost: x\r\n\r\n"],
		["a path that is none", "GET //?a=%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n"],
		["no parameters", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
		[
			"a body that is none",
			"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n{{{",
		],
		[
			"two content types",
			"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n\r\n",
		],
		[
			"a header that is very long",
			`GET / HTTP/1.1\r\nHost: x\r\nAuthorization: ${"a".repeat(100_000)}\r\n\r\n`,
		],
	])("survives %s", async (_name, bytes) => {
		const answer = await new Promise<string>((resolve, reject) => {
			const socket = createConnection(
				{ host: "127.0.0.1", port: cloud.port },
				() => socket.write(bytes),
			);
			socket.once("data", (data) => {
				resolve(data.toString());
				socket.destroy();
			});
			socket.once("error", reject);
		});
		expect(answer).toMatch(/^HTTP\/1\.1 [24]/);
		expect((await send(cloud.port, get())).status).toBe(200);
		expect(cloud.failures).toEqual([]);
	});

	test("a latency fault makes requests slower", async () => {
		cloud.server.faults.add({
			kind: "latency",
			milliseconds: 150,
			action: "Describe*",
		});
		await send(cloud.port, get());
		expect(cloud.records[0]?.durationMs).toBeGreaterThanOrEqual(149);
	});

	test("a refuse fault resets open connections and refuses new ones until it ends", async () => {
		cloud.server.faults.add({ kind: "latency", milliseconds: 5_000, count: 1 });
		const open = send(cloud.port, get());
		const broken = expect(open).rejects.toMatchObject({ code: "ECONNRESET" });
		await sleep(100);
		cloud.server.faults.add({ kind: "refuse", untilMs: Date.now() + 500 });
		await broken;
		await expect(send(cloud.port, get())).rejects.toMatchObject({
			code: "ECONNREFUSED",
		});
		await expect
			.poll(
				async () =>
					(await send(cloud.port, get()).catch(() => undefined))?.status,
				{ timeout: 5_000 },
			)
			.toBe(200);
		const { id: fault } = cloud.server.faults.add({ kind: "refuse" });
		await expect(send(cloud.port, get())).rejects.toMatchObject({
			code: "ECONNREFUSED",
		});
		cloud.server.faults.remove(fault);
		expect((await send(cloud.port, get())).status).toBe(200);
	});

	test("a stale read shows the routes as they were", async () => {
		await send(cloud.port, get());
		await sleep(300);
		await cloud.route("i-1");
		expect((await send(cloud.port, get())).body).toContain(CIDR);
		cloud.server.faults.add({
			kind: "stale-read",
			milliseconds: 200,
			count: 1,
		});
		expect((await send(cloud.port, get())).body).not.toContain(CIDR);
		expect((await send(cloud.port, get())).body).toContain(CIDR);
	});

	test("a lost answer belongs to a change that was made", async () => {
		const create: Readonly<Record<typeof id, () => SignedRequest>> = {
			tencentcloud: () =>
				signTencent(host(), "CreateRoutes", {
					RouteTableId: cloud.routeTableId,
					Routes: [
						{
							DestinationCidrBlock: CIDR,
							GatewayType: "NORMAL_CVM",
							GatewayId: "10.34.0.2",
						},
					],
				}),
			alicloud: () =>
				signAlibaba(host(), "CreateRouteEntry", {
					RouteTableId: cloud.routeTableId,
					DestinationCidrBlock: CIDR,
					NextHopId: "i-1",
				}),
			ksyun: () =>
				signKingsoft(host(), "CreateRoute", {
					VpcId: "vpc-1",
					RouteType: "Host",
					DestinationCidrBlock: CIDR,
					InstanceId: "i-1",
				}),
		};
		cloud.server.faults.add({
			kind: "lost-answer",
			action: "Create*",
			count: 1,
		});
		await expect(send(cloud.port, create[id]())).rejects.toThrow();
		expect(cloud.hops()).toEqual(["i-1"]);
		expect(cloud.records.at(-1)).toMatchObject({
			code: "(answer lost)",
			status: 0,
		});
		cloud.server.faults.add({ kind: "task-conflict", count: 1 });
		expect(codeOf(await send(cloud.port, create[id]()))).toMatch(
			/Conflict|Mutex/,
		);
	});
});

test("a key may call what its actions name", async () => {
	cloud = await startCloud("alicloud");
	expect(
		codeOf(
			await send(cloud.port, signAlibaba(host(), "DescribeVpcs", {}, READER)),
		),
	).toBe("");
	expect(
		codeOf(
			await send(
				cloud.port,
				signAlibaba(host(), "CreateRouteEntry", {}, READER),
			),
		),
	).toBe("Forbidden.RAM");
});

describe.each([
	"tencentcloud",
	"alicloud",
] as const)("%s: a node's role", (id) => {
	const ask = (action: string, table: string): SignedRequest => {
		const key = cloud.roleKey(1);
		const [route] = Object.values(cloud.service.state.routes);
		return id === "tencentcloud"
			? signTencent(
					host(),
					action,
					{
						RouteTableId: table,
						Routes: [
							{
								RouteItemId: route?.id,
								DestinationCidrBlock: CIDR,
								GatewayType: "NORMAL_CVM",
								GatewayId: "10.34.0.3",
							},
						],
					},
					key,
				)
			: signAlibaba(
					host(),
					action,
					{
						RegionId: REGION,
						RouteTableId: table,
						DestinationCidrBlock: CIDR,
						NewNextHopId: "i-2",
						NextHopId: "i-2",
					},
					key,
				);
	};
	const answered = async (action: string, table: string) =>
		codeOf(await send(cloud.port, ask(action, table)));
	const change = id === "tencentcloud" ? "ReplaceRoutes" : "ModifyRouteEntry";
	const create = id === "tencentcloud" ? "CreateRoutes" : "CreateRouteEntry";

	beforeEach(async () => {
		cloud = await startCloud(id);
		await cloud.route("i-1");
	});

	test("changes the routes of its table only", async () => {
		const refused = await answered(change, "rtb-other");
		expect(refused).toMatch(
			/^(AuthFailure\.UnauthorizedOperation|Forbidden\.RAM)/,
		);
		expect(cloud.hops()).toEqual(["i-1"]);
		expect(await answered(change, cloud.routeTableId)).toBe("");
	});

	test("makes no routes", async () => {
		expect(await answered(create, cloud.routeTableId)).toMatch(
			/^(AuthFailure\.UnauthorizedOperation|Forbidden\.RAM)/,
		);
	});
});

test("what another process left under way is finished at the start", async () => {
	cloud = await startCloud("alicloud", {
		prepare: (service, routeTableId) =>
			service.execute({
				type: "create-route",
				routeTableId,
				destination: CIDR,
				nextHop: { kind: "instance", instanceId: "i-1" },
				asynchronous: true,
			}),
	});
	await expect
		.poll(() =>
			Object.values(cloud.service.state.routes).map(({ status }) => status),
		)
		.toEqual(["available"]);
});

test("an error of the double itself is told, and the client is told of an internal one", async () => {
	cloud = await startCloud("ksyun");
	cloud.service.execute = () => Promise.reject(new TypeError("a bug"));
	const create = signKingsoft(host(), "CreateRoute", {
		VpcId: "vpc-1",
		RouteType: "Host",
		DestinationCidrBlock: CIDR,
		InstanceId: "i-1",
	});
	expect(codeOf(await send(cloud.port, create))).toBe("InternalFailure");
	expect(cloud.failures).toMatchObject([{ message: "a bug" }]);
});

test("a port that is taken is said to be", async () => {
	cloud = await startCloud("ksyun");
	const other = await startCloud("ksyun");
	try {
		await expect(
			other.server.listen("127.0.0.1", cloud.port),
		).rejects.toThrow();
	} finally {
		await other.close();
	}
});
