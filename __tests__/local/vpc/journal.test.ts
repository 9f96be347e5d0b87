import {
	mkdtemp,
	readFile,
	rm,
	stat,
	truncate,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { VpcCommand } from "../../../local/vpc/commands";
import type { VpcState } from "../../../local/vpc/entities";
import type { VpcEvent } from "../../../local/vpc/events";
import { fold } from "../../../local/vpc/evolve";
import {
	openVpcStore,
	type VpcStore,
	type VpcStoreOptions,
} from "../../../local/vpc/journal";
import { journalPath, readJournal } from "../../../local/vpc/journal-file";
import { pendingRoutes } from "../../../local/vpc/pending-routes";
import { refusal } from "./refusal";
import { identityOf } from "./sample-cloud";

let directory: string;
const opened: VpcStore[] = [];

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "halab-journal-"));
});

afterEach(async () => {
	await Promise.all(opened.splice(0).map((store) => store.close()));
	await rm(directory, { recursive: true });
});

async function open(options: Partial<VpcStoreOptions> = {}): Promise<VpcStore> {
	const store = await openVpcStore({ directory, ...options });
	opened.push(store);
	return store;
}

const create = identityOf("alicloud");
const role = (name: string): VpcCommand => ({
	type: "create-role",
	name,
	permissions: [],
});
const vpc = (id: string): VpcCommand => ({
	type: "create-vpc",
	id,
	name: id,
	cidr: "10.34.0.0/16",
	multicast: false,
});

/** A VPC with an instance that announces a HAVIP and has a route. */
const LAB: readonly VpcCommand[] = [
	vpc("vpc-1"),
	{
		type: "create-subnet",
		id: "subnet-1",
		vpcId: "vpc-1",
		name: "a",
		cidr: "10.34.0.0/20",
		zone: "z",
		gateway: "10.34.0.1",
	},
	{
		type: "create-instance",
		id: "i-1",
		name: "node-1",
		subnetId: "subnet-1",
		address: "10.34.0.2",
		mac: "02:00:00:00:00:01",
		securityGroupIds: [],
	},
	{
		type: "create-havip",
		id: "h-1",
		name: "vip",
		subnetId: "subnet-1",
		address: "10.34.0.200",
	},
	{ type: "attach-havip", haVipId: "h-1", instanceId: "i-1" },
	{
		type: "announce-havip",
		address: "10.34.0.200",
		mac: "02:00:00:00:00:01",
	},
	{
		type: "create-nat-gateway",
		name: "n",
		vpcId: "vpc-1",
		subnetIds: ["subnet-1"],
	},
	{ type: "allocate-eip", id: "eip-1", name: "e", address: "203.0.113.9" },
	{
		type: "associate-eip",
		eipId: "eip-1",
		target: { kind: "havip", id: "h-1" },
	},
	{
		type: "create-access-key",
		id: "AK",
		secret: "s",
		user: "u",
		permissions: [{ actions: ["*"], resources: ["*"] }],
	},
	role("mover"),
];

async function layOut(store: VpcStore): Promise<void> {
	for (const command of LAB) {
		await store.execute(command);
	}
	const [table] = Object.values(store.state.routeTables);
	await store.execute({
		type: "create-route",
		routeTableId: table?.id ?? "",
		destination: "10.255.34.200/32",
		nextHop: { kind: "instance", instanceId: "i-1" },
		asynchronous: true,
	});
}

describe("a store that is opened again", () => {
	test("knows what happened", async () => {
		const store = await open({ create });
		await layOut(store);
		const { state } = store;
		await store.close();
		expect((await open()).state).toEqual(state);
	});

	test("knows which routes are still under way, and settles them", async () => {
		const store = await open({ create });
		await layOut(store);
		await store.close();
		const again = await open();
		const [route, ...others] = pendingRoutes(again.state);
		expect(others).toEqual([]);
		expect(route).toMatchObject({ status: "creating" });
		await again.execute({ type: "settle-route", routeId: route?.id ?? "" });
		expect(pendingRoutes(again.state)).toEqual([]);
	});

	test("has lost only the command whose line was cut off, wherever that was", async () => {
		const store = await open({ create });
		const states = [store.state];
		const sizes = [(await stat(journalPath(directory))).size];
		for (const command of LAB) {
			await store.execute(command);
			states.push(store.state);
			sizes.push((await stat(journalPath(directory))).size);
		}
		await store.close();
		const path = journalPath(directory);
		const whole = await readFile(path);
		const torn = join(directory, "torn.ndjson");
		await writeFile(torn, whole);
		for (let size = whole.length; size >= (sizes[0] ?? 0); size -= 1) {
			await truncate(torn, size);
			const left = sizes.filter((end) => end <= size).length - 1;
			expect((await readJournal(torn))?.state).toEqual(states[left]);
		}
	});

	test("goes on behind the last whole line", async () => {
		const store = await open({ create });
		await store.execute(role("a"));
		await store.execute(role("b"));
		await store.close();
		const path = journalPath(directory);
		await truncate(path, (await stat(path)).size - 3);
		const again = await open();
		expect(Object.keys(again.state.roles)).toEqual(["a"]);
		await again.execute(role("c"));
		await again.close();
		expect(Object.keys((await open()).state.roles)).toEqual(["a", "c"]);
	});
});

describe("opening", () => {
	test("keeps the journal from others' eyes", async () => {
		await open({ create });
		expect((await stat(journalPath(directory))).mode & 0o777).toBe(0o600);
	});

	test("needs a journal or something to create", async () => {
		await expect(open()).rejects.toThrow(
			/There is no local cloud in .*\n→ Start the lab again/,
		);
		const store = await open({ create });
		await store.close();
		await (await open({ create })).close();
		await expect(open({ create: identityOf("ksyun") })).rejects.toThrow(
			/holds a local cloud of alicloud in region-1, not of ksyun/,
		);
	});

	test("is for one process at a time", async () => {
		const store = await open({ create });
		await expect(open()).rejects.toThrow(
			new RegExp(
				`local cloud in ${directory} is held by its process since .* \\(PID ${process.pid}\\)`,
			),
		);
		await store.close();
		await open();
	});

	test.each([
		["is no JSON", "nonsense\n", "It is not JSON."],
		["is no event", '[{"type":"vpc-created","at":1}]\n', "0.vpc: is missing"],
		[
			"has an event too much said",
			'[{"type":"route-deleted","at":1,"routeId":"r","x":1}]\n',
			"0: has an unknown key x",
		],
		["is empty", "\n", "It is not JSON."],
		["says nothing", "[]\n", "is too small; allowed: 1 at least"],
	])("says which line %s", async (_, line, complaint) => {
		const store = await open({ create });
		await store.execute(role("a"));
		await store.close();
		const path = journalPath(directory);
		await writeFile(path, `${await readFile(path, "utf8")}${line}`);
		await expect(open()).rejects.toThrow(
			/^Line 3 of .*vpc\.ndjson is not one that this version of halab has written(.|\n)*→ .*halab down/,
		);
		await expect(open()).rejects.toThrow(`  | ${complaint}\n`);
	});
});

describe("commands", () => {
	test("that come at once are decided one after the other and share writes", async () => {
		const told: VpcEvent[][] = [];
		const store = await open({
			create,
			follow: async (_, events) => {
				told.push([...events]);
			},
		});
		const before = store.state;
		const names = Array.from({ length: 100 }, (__, index) => `role-${index}`);
		await Promise.all(names.map((name) => store.execute(role(name))));
		expect(Object.keys(store.state.roles)).toEqual(names);
		expect(told.length).toBeLessThan(20);
		expect(fold(before, told.flat())).toEqual(store.state);
	});

	test("that are refused leave no trace", async () => {
		const store = await open({ create });
		const results = await Promise.allSettled([
			store.execute(role("a")),
			store.execute(role("a")),
			store.execute(role("b")),
		]);
		expect(results.map(({ status }) => status)).toEqual([
			"fulfilled",
			"rejected",
			"fulfilled",
		]);
		await expect(store.execute(role("a"))).rejects.toEqual(
			refusal("duplicate", /role a exists/),
		);
		await store.close();
		expect(Object.keys((await open()).state.roles)).toEqual(["a", "b"]);
	});

	test("are done when the network follows and the disk has them", async () => {
		const order: string[] = [];
		const store = await open({
			create,
			follow: async (state, events) => {
				const onDisk = (await readJournal(journalPath(directory)))?.state;
				expect(onDisk).toEqual(state);
				expect(store.state.roles).toEqual({});
				expect(events).toMatchObject([{ type: "role-created" }]);
				await new Promise((resolve) => setTimeout(resolve, 20));
				order.push("network");
			},
		});
		await store.execute(role("a"));
		order.push("done");
		expect(order).toEqual(["network", "done"]);
	});

	test("fail with the network, but what has happened stays", async () => {
		let fails = true;
		const store = await open({
			create,
			follow: async () => {
				if (fails) {
					throw new Error("nft refused");
				}
			},
		});
		await expect(store.execute(role("a"))).rejects.toThrow("nft refused");
		expect(Object.keys(store.state.roles)).toEqual(["a"]);
		fails = false;
		await store.execute(role("b"));
		await store.close();
		expect(Object.keys((await open()).state.roles)).toEqual(["a", "b"]);
	});

	test("that were given before closing are finished, later ones are refused", async () => {
		const store = await open({ create });
		const given = store.execute(role("a"));
		const closed = store.close();
		await expect(store.execute(role("b"))).rejects.toThrow(/store is closed/);
		await given;
		await closed;
		expect(Object.keys((await open()).state.roles)).toEqual(["a"]);
	});

	test("get ids in the cloud's style unless others are handed in", async () => {
		const store = await open({ create });
		await store.execute({
			type: "create-vpc",
			name: "a",
			cidr: "10.0.0.0/8",
			multicast: false,
		});
		expect(Object.keys(store.state.vpcs)).toEqual([
			expect.stringMatching(/^vpc-bp1[0-9a-z]{18}$/),
		]);
		expect(Object.keys(store.state.routeTables)).toEqual([
			expect.stringMatching(/^vtb-bp1[0-9a-z]{18}$/),
		]);
	});
});

test("announcements that only repeat themselves are kept too", async () => {
	let now = 1_800_000_000_000;
	const store = await open({ create, now: () => now });
	await layOut(store);
	now += 60_000;
	await store.execute({
		type: "announce-havip",
		address: "10.34.0.200",
		mac: "02:00:00:00:00:01",
	});
	await store.close();
	expect((await open()).state.haVips["h-1"]?.announcedAt).toBe(now);
});

describe("a journal that has grown", () => {
	const grow = async (store: VpcStore): Promise<VpcState> => {
		for (let index = 0; index < 100; index += 1) {
			const name = `route-${index}`;
			await store.execute(vpc(name));
			await store.execute({
				type: "allocate-eip",
				id: name,
				name,
				address: `198.51.100.${index + 1}`,
			});
		}
		return store.state;
	};

	test("is written anew, and says the same", async () => {
		const store = await open({ create, compactAboveBytes: 4096 });
		await layOut(store);
		const state = await grow(store);
		for (let index = 0; index < 200; index += 1) {
			await store.execute({
				type: index % 2 ? "disassociate-eip" : "associate-eip",
				eipId: "route-1",
				target: { kind: "instance", id: "i-1" },
			});
		}
		expect(store.state).toEqual(state);
		await store.close();
		const path = journalPath(directory);
		const lines = (await readFile(path, "utf8")).split("\n").length - 2;
		expect(lines).toBeLessThan(400);
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		expect((await open()).state).toEqual(state);
	});

	test("does not give a route's number twice", async () => {
		const store = await open({ create, compactAboveBytes: 1 });
		await layOut(store);
		const [route] = Object.values(store.state.routes);
		if (!route) {
			throw new Error("no route");
		}
		await store.execute({ type: "settle-route", routeId: route.id });
		await store.execute({ type: "delete-route", routeId: route.id });
		await grow(store);
		await store.close();
		const again = await open();
		await again.execute({
			type: "create-route",
			routeTableId: route.routeTableId,
			destination: route.destination,
			nextHop: route.nextHop,
		});
		expect(Object.values(again.state.routes)[0]?.number).toBe(route.number + 1);
	});

	test("is as it was when the process ended while it wrote the new one", async () => {
		const store = await open({ create });
		await layOut(store);
		const { state } = store;
		await store.close();
		await writeFile(`${journalPath(directory)}.new`, '{"version":1,"sta');
		const again = await open({ compactAboveBytes: 1 });
		expect(again.state).toEqual(state);
		const grown = await grow(again);
		await again.close();
		expect((await open()).state).toEqual(grown);
	});
});
