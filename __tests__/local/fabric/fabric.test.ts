import { setTimeout } from "node:timers/promises";
import {
	afterAll,
	beforeAll,
	beforeEach,
	describe,
	expect,
	test,
} from "vitest";
import {
	type Announcement,
	type AnnouncementWatch,
	watchAnnouncements,
} from "../../../local/fabric/announcements";
import { droppedAnnouncements } from "../../../local/fabric/dropped-announcements";
import { CLOUD, fabricPlan, ROUTER } from "../../../local/fabric/fabric-plan";
import { FabricFollower } from "../../../local/fabric/follower";
import { poll } from "../../../local/host/proc";
import { fixturePlan } from "../fixture-plan";
import { noBoot } from "../lab/own-lab";
import {
	fixtureState,
	haVip,
	record,
	route,
	rule,
	type StateOptions,
} from "./fixture-state";
import { OwnFabric } from "./own-fabric";

const plan = fixturePlan("fabric-test");
const fabric = fabricPlan(plan);
const state = (options?: StateOptions) => fixtureState(plan, fabric, options);

const NODE_1 = "10.34.0.2";
const NODE_2 = "10.34.0.3";
const CLIENT = "10.34.51.3";
const VIP = "10.34.0.200";
const ROUTED = "10.255.34.200";
const EIP = "203.0.113.50";

describe.skipIf(noBoot)(`a fabric on this machine${noBoot}`, () => {
	let own: OwnFabric;
	let follower: FabricFollower;
	let watch: AnnouncementWatch;
	const announced: Announcement[] = [];
	const apply = (options?: StateOptions) => follower.apply(state(options));

	beforeAll(async () => {
		// The rules of the first state come with the fabric itself.
		own = await OwnFabric.start(
			fabric,
			state({ nodeRules: [rule("ingress", "tcp", "0.0.0.0/0")] }),
		);
		follower = new FabricFollower(own.network, fabric);
		watch = watchAnnouncements(fabric, {
			image: own.image,
			entry: own.entry,
			onAnnouncement: (seen) => announced.push(seen),
			onError: (error) => {
				throw error;
			},
		});
		await Promise.all([
			watch.ready,
			...["node-1", "node-2", "client", "internet"].map((machine) =>
				own.answer(machine, [7, 80, 81]),
			),
			own.answer(CLOUD, [80]),
		]);
	});

	afterAll(async () => {
		await watch?.stop();
		await own?.stop();
	});

	describe("before the cloud's process runs", () => {
		test("obeys the rules that it was built with", async () => {
			expect(await own.call("client", NODE_1)).toBe(`node-1 ${CLIENT}`);
			expect(await own.call("node-1", CLIENT)).toBe("silence");
		});
	});

	describe("anti-spoofing", () => {
		beforeEach(() => apply());

		test("lets no address pass that its sender does not own", async () => {
			const before = announced.length;
			await own.takeAddress("node-1", VIP);
			await own.takeAddress("node-1", VIP);
			expect(await own.call("client", VIP)).not.toMatch(/node/);
			expect(await own.neighbours(ROUTER)).not.toMatch(
				new RegExp(`^${VIP} .*52:54`, "m"),
			);
			expect(await droppedAnnouncements(fabric, own.entry)).toEqual([
				{ machine: "node-1", address: VIP, packets: 2 },
			]);
			expect(announced.slice(before)).toEqual([]);
			await own.dropAddress("node-1", VIP);
		});

		test("lets no IPv4 packet pass with another's source", async () => {
			const caller = (source: string) =>
				own.python("node-1", "call_from.py", source, CLIENT, "80");
			expect(await caller(NODE_1)).toBe(`client ${NODE_1}\n`);
			await own.takeAddress("node-1", "10.34.0.77");
			expect(await caller("10.34.0.77")).toBe("silence\n");
			await own.dropAddress("node-1", "10.34.0.77");
		});
	});

	describe("a HAVIP", () => {
		test("reaches whoever announced it last, if it is attached to them", async () => {
			await apply({ haVips: record(haVip(VIP, ["node-1"])) });
			await own.takeAddress("node-2", VIP);
			expect(await own.call("client", VIP)).not.toMatch(/node/);

			await own.takeAddress("node-1", VIP);
			expect(await own.call("client", VIP)).toBe(`node-1 ${CLIENT}`);

			await apply({ haVips: record(haVip(VIP, ["node-1", "node-2"])) });
			await own.takeAddress("node-2", VIP);
			expect(await own.call("client", VIP)).toBe(`node-2 ${CLIENT}`);
			const seen = await poll(
				async () => {
					const found = announced.filter(({ address }) => address === VIP);
					return found.length === 2 ? found : undefined;
				},
				{ timeoutMs: 2_000 },
			);
			expect(seen).toMatchObject([
				{ mac: "52:54:0a:22:00:02", interface: "br-private" },
				{ mac: "52:54:0a:22:00:03", interface: "br-private" },
			]);
			await own.dropAddress("node-1", VIP);
			await own.dropAddress("node-2", VIP);
		});

		test("is filtered by the groups of those that may hold it", async () => {
			await apply({
				haVips: record(haVip(VIP, ["node-1"])),
				nodeRules: [
					rule("ingress", "tcp", `${CLIENT}/32`, { from: 80, to: 80 }),
				],
			});
			await own.takeAddress("node-1", VIP);
			expect(await own.call("client", VIP)).toBe(`node-1 ${CLIENT}`);
			expect(await own.call("client", VIP, 81)).toBe("silence");
			await own.dropAddress("node-1", VIP);
		});
	});

	describe("security groups", () => {
		test("drop what no rule accepts, in each direction, and let answers through", async () => {
			await apply({
				nodeRules: [
					rule("ingress", "tcp", "10.34.51.0/24", { from: 79, to: 80 }),
					rule("ingress", "all", `${NODE_2}/32`),
					rule("egress", "tcp", `${CLIENT}/32`, { from: 81, to: 81 }),
					rule("egress", "all", `${NODE_1}/32`),
				],
			});
			expect(
				await Promise.all([
					own.call("client", NODE_1),
					own.call("client", NODE_1, 81),
					own.call("node-1", CLIENT),
					own.call("node-1", CLIENT, 81),
					own.call("node-2", NODE_1, 81),
					own.call("node-1", NODE_2, 81),
					own.pings("client", NODE_1),
				]),
			).toEqual([
				`node-1 ${CLIENT}`,
				"silence",
				"silence",
				`client ${NODE_1}`,
				`node-1 ${NODE_2}`,
				"silence",
				false,
			]);
		});

		test("stand before the metadata service too", async () => {
			const metadata = "169.254.0.23";
			await apply({ nodeRules: [rule("egress", "icmp", "0.0.0.0/0")] });
			expect(await own.call("node-1", metadata)).toBe("silence");
			await apply({
				nodeRules: [
					rule("egress", "tcp", `${metadata}/32`, { from: 80, to: 80 }),
				],
			});
			expect(await own.call("node-1", metadata)).toBe(`${CLOUD} ${NODE_1}`);
		});

		test("know ICMP", async () => {
			await apply({ nodeRules: [rule("ingress", "icmp", `${CLIENT}/32`)] });
			expect(
				await Promise.all([
					own.pings("client", NODE_1),
					own.call("client", NODE_1),
					own.call("node-1", "169.254.0.55"),
				]),
			).toEqual([true, "silence", "silence"]);
		});

		test("let unicast VRRP between peers pass, whose protocol only `all` knows", async () => {
			const send = async () => {
				const [received] = await Promise.all([
					own.python("node-2", "protocol_112.py", "receive"),
					own.python("node-1", "protocol_112.py", "send", NODE_2),
				]);
				return received.trim();
			};
			await apply({
				nodeRules: [
					rule("ingress", "all", `${NODE_1}/32`),
					rule("egress", "all", `${NODE_2}/32`),
				],
			});
			expect(await send()).toBe(NODE_1);
			await apply({ nodeRules: [rule("egress", "all", "0.0.0.0/0")] });
			expect(await send()).toBe("nothing");
		});
	});

	describe("multicast", () => {
		const received = async () => {
			const [answer] = await Promise.all([
				own.python("bastion", "multicast.py", "receive", "10.34.51.2"),
				own.python("client", "multicast.py", "send", CLIENT),
			]);
			return answer.trim();
		};

		test("is dropped, unless the VPC carries it", async () => {
			await apply();
			expect(await received()).toBe("nothing");
			await apply({ multicast: true });
			expect(await received()).toBe("hello");
		});
	});

	describe("a route to an instance", () => {
		test("follows its next hop", async () => {
			await own.addAddress("node-1", ROUTED);
			await own.addAddress("node-2", ROUTED);
			await apply();
			expect(await own.pings("client", ROUTED)).toBe(false);
			await apply({ routes: record(route(`${ROUTED}/32`, "node-1")) });
			expect(await own.call("client", ROUTED)).toBe(`node-1 ${CLIENT}`);
			await apply({ routes: record(route(`${ROUTED}/32`, "node-2")) });
			expect(await own.call("client", ROUTED)).toBe(`node-2 ${CLIENT}`);
			await apply();
			expect(await own.pings("client", ROUTED)).toBe(false);
			await own.dropAddress("node-1", ROUTED);
			await own.dropAddress("node-2", ROUTED);
		});

		test("leads to an address of a subnet, from other subnets and from the same one", async () => {
			// Announcements say nothing here: only the route counts.
			await apply({ routes: record(route(`${VIP}/32`, "node-1")) });
			await own.takeAddress("node-2", VIP);
			await own.dropAddress("node-2", VIP);
			await own.takeAddress("node-1", VIP);
			expect(await own.call("client", VIP)).toBe(`node-1 ${CLIENT}`);
			expect(await own.call("node-2", VIP)).toBe(`node-1 ${NODE_2}`);
			// Who answers from the address looks for its neighbours, and they do not take its card for the address's.
			await own.forgetNeighbours("node-1");
			expect(await own.call("node-2", VIP)).toBe(`node-1 ${NODE_2}`);
			expect(await own.neighbours("node-2")).toMatch(
				new RegExp(`^${VIP} dev eth0 lladdr 52:54:0a:22:00:01 `, "m"),
			);
			await own.dropAddress("node-1", VIP);
			await own.takeAddress("node-2", VIP);
			await apply({ routes: record(route(`${VIP}/32`, "node-2")) });
			expect(await own.call("client", VIP)).toBe(`node-2 ${CLIENT}`);
			expect(await own.call("node-1", VIP)).toBe(`node-2 ${NODE_1}`);
			await own.dropAddress("node-2", VIP);
		});

		test("never leaves a connection hanging that the address took along", async () => {
			await own.addAddress("node-1", ROUTED);
			await own.addAddress("node-2", ROUTED);
			await apply({ routes: record(route(`${ROUTED}/32`, "node-1")) });
			const held = own.python("client", "hold.py", ROUTED, "7");
			await setTimeout(200);
			await apply({ routes: record(route(`${ROUTED}/32`, "node-2")) });
			expect(await held).toBe("reset\n");
			await own.dropAddress("node-1", ROUTED);
			await own.dropAddress("node-2", ROUTED);
		});
	});

	describe("the edge", () => {
		const eip = (
			target: { readonly kind: "instance" | "havip"; readonly id: string },
			address = EIP,
		) => record({ id: `eip-${address}`, name: "eip", address, target });

		test("leads an EIP to an instance, and the instance out by it", async () => {
			await apply({ eips: eip({ kind: "instance", id: "ins-node-1" }) });
			expect(await own.call("internet", EIP)).toBe("node-1 203.0.113.100");
			expect(await own.call("node-1", "203.0.113.100")).toBe(`internet ${EIP}`);
			await apply({ eips: eip({ kind: "instance", id: "ins-node-2" }) });
			expect(await own.call("internet", EIP)).toBe("node-2 203.0.113.100");
		});

		test("leads an EIP to a HAVIP's owner, also for those inside", async () => {
			await apply({
				haVips: record(haVip(VIP, ["node-1", "node-2"])),
				eips: eip({ kind: "havip", id: `havip-${VIP}` }),
			});
			await own.takeAddress("node-1", VIP);
			expect(await own.call("internet", EIP)).toBe("node-1 203.0.113.100");
			await own.dropAddress("node-1", VIP);
			await own.takeAddress("node-2", VIP);
			expect(await own.call("internet", EIP)).toBe("node-2 203.0.113.100");
			expect(await own.call("node-1", EIP)).toBe(
				`node-2 ${plan.internet.eips.nat}`,
			);
			await own.dropAddress("node-2", VIP);
		});

		test("lets a subnet with a NAT gateway out, and nobody else in or out", async () => {
			await apply();
			expect(
				await Promise.all([
					own.call("node-1", "203.0.113.100"),
					own.call("client", "203.0.113.100"),
					own.call("internet", NODE_1),
					own.call("internet", EIP),
				]),
			).toEqual([
				`internet ${plan.internet.eips.nat}`,
				...["refused", "refused", "refused"],
			]);
			await apply({ nat: false });
			expect(await own.call("node-1", "203.0.113.100")).toBe("refused");
		});
	});

	describe("a follower", () => {
		const HISTORY: readonly StateOptions[] = [
			{},
			{ routes: record(route(`${ROUTED}/32`, "node-1")) },
			{
				routes: record(
					route("10.255.0.0/16", "node-1"),
					route(`${ROUTED}/32`, "node-1"),
					route(`${VIP}/32`, "node-2"),
				),
				haVips: record(haVip("10.34.0.201", ["node-1", "node-2"])),
			},
			{
				routes: record(
					route("10.255.0.0/16", "node-2"),
					route(`${VIP}/32`, "node-1"),
				),
				nodeRules: [
					rule("ingress", "udp", "0.0.0.0/0", { from: 1, to: 65535 }),
					rule("ingress", "all", `${NODE_2}/32`),
				],
				multicast: true,
			},
			{
				haVips: record(haVip("10.34.0.201", ["node-2"])),
				nat: false,
				eips: record({
					id: "eip-1",
					name: "eip",
					address: EIP,
					target: { kind: "havip", id: "havip-10.34.0.201" },
				}),
			},
		];

		test("leaves what another one would have made from scratch, whatever came before", async () => {
			for (const options of [...HISTORY, ...HISTORY.toReversed()]) {
				await apply(options);
				const followed = await own.rules();
				await new FabricFollower(own.network, fabric).apply(state(options));
				expect(await own.rules()).toEqual(followed);
			}
		});

		test("removes what an earlier process left", async () => {
			const [empty = {}, , many = {}] = HISTORY;
			await apply(empty);
			const expected = await own.rules();
			await apply(many);
			expect(await own.rules()).not.toEqual(expected);
			await new FabricFollower(own.network, fabric).apply(state(empty));
			expect(await own.rules()).toEqual(expected);
			await apply(empty);
		});

		test("makes everything anew where somebody else changed the network", async () => {
			const options = HISTORY[2];
			await apply(options);
			const expected = await own.rules();
			await own.network("router", "ip", "route delete 10.255.0.0/16");
			await own.network("switch", "nft", "delete table bridge halab");
			await apply(HISTORY[1]);
			await apply(options);
			expect(await own.rules()).toEqual(expected);
		});

		test("begins from scratch after a failure", async () => {
			let broken = true;
			const patient = new FabricFollower((namespace, program, input) => {
				if (broken && program === "ip" && namespace === "router") {
					return Promise.reject(new Error("no ip"));
				}
				return own.network(namespace, program, input);
			}, fabric);
			const options = HISTORY[2];
			await expect(patient.apply(state(options))).rejects.toThrow("no ip");
			broken = false;
			await patient.apply(state(options));
			const followed = await own.rules();
			await apply({});
			await apply(options);
			expect(await own.rules()).toEqual(followed);
		});

		test("says what the network refused", async () => {
			await expect(
				own.network("switch", "nft", "add element bridge halab nothing { 1 }"),
			).rejects.toThrow(/does not follow/);
			await expect(
				own.network("router", "ip", "route add 1.2.3.4 via 9.9.9.9"),
			).rejects.toThrow(/does not follow/);
		});
	});
});
