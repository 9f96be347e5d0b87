import { describe, expect, test } from "vitest";
import {
	fabricCommands,
	renderCommands,
} from "../../../local/fabric/fabric-commands";
import { fabricPlan } from "../../../local/fabric/fabric-plan";
import { fabricRules } from "../../../local/fabric/fabric-rules";
import { renderTables } from "../../../local/fabric/table";
import type { VpcState } from "../../../local/vpc/entities";
import { fixturePlan } from "../fixture-plan";
import {
	fixtureState,
	haVip,
	record,
	route,
	rule,
	type StateOptions,
} from "./fixture-state";

const plan = fixturePlan("fabric");
const fabric = fabricPlan(plan);
const state = (options?: StateOptions) => fixtureState(plan, fabric, options);

const EVERYTHING: StateOptions = {
	routes: record(
		route("10.255.34.200/32", "node-1"),
		route("10.255.0.0/16", "node-1"),
		route("10.34.0.201/32", "node-2"),
	),
	haVips: record(haVip("10.34.0.200", ["node-1", "node-2"])),
	eips: record({
		id: "eip-vip",
		name: "vip",
		address: "203.0.113.50",
		target: { kind: "havip" as const, id: "havip-10.34.0.200" },
	}),
	nodeRules: [
		rule("ingress", "tcp", "10.34.51.0/24", { from: 80, to: 80 }),
		rule("ingress", "udp", "0.0.0.0/0"),
		rule("ingress", "icmp", "10.34.51.0/24"),
		rule("egress", "all", "10.34.0.3/32"),
	],
	multicast: true,
};

/** The same things, the last first. */
function reversed<T>(things: Readonly<Record<string, T>>): Record<string, T> {
	return Object.fromEntries(Object.entries(things).reverse());
}

const textOf = (cloud: VpcState): string => {
	const rules = fabricRules(cloud, fabric);
	return renderTables([...rules.switch, ...rules.router]);
};

describe("the rules of a state", () => {
	test("are the same for the same state, however it is written down", () => {
		const one = state(EVERYTHING);
		const other: VpcState = {
			...one,
			routes: reversed(one.routes),
			instances: reversed(one.instances),
			ports: reversed(one.ports),
			eips: reversed(one.eips),
		};
		expect(textOf(one)).toMatchSnapshot();
		expect(textOf(other)).toBe(textOf(one));
	});

	test("hold the routes, and the switch's ARP answers for those inside a subnet", () => {
		const { routes, proxies } = fabricRules(state(EVERYTHING), fabric);
		expect(routes).toEqual({
			"10.255.34.200": "10.255.34.200/32 via 10.34.0.2 proto 201",
			"10.255.0.0/16": "10.255.0.0/16 via 10.34.0.2 proto 201",
			"10.34.0.201": "10.34.0.201/32 via 10.34.0.3 proto 201",
		});
		expect(proxies).toEqual({
			"10.34.0.201 dev br-private":
				"10.34.0.201 dev br-private lladdr 52:54:0a:22:00:01 nud permanent",
		});
	});

	test("follow a route that is being changed, not one that is being made or removed", () => {
		const found = route("10.255.34.200/32", "node-1");
		const routesWith = (status: typeof found.status) =>
			Object.keys(
				fabricRules(state({ routes: record({ ...found, status }) }), fabric)
					.routes,
			);
		expect(routesWith("available")).toHaveLength(1);
		expect(routesWith("modifying")).toHaveLength(1);
		expect(routesWith("creating")).toHaveLength(0);
		expect(routesWith("deleting")).toHaveLength(0);
	});

	test("leave alone what has no machine on the fabric", () => {
		const cloud = state();
		const elsewhere: VpcState = {
			...cloud,
			instances: {
				...cloud.instances,
				"ins-other": {
					id: "ins-other",
					name: "other",
					vpcId: "vpc-1",
					zone: "a",
				},
			},
			routes: record(route("10.255.34.200/32", "other")),
		};
		expect(fabricRules(elsewhere, fabric)).toEqual(fabricRules(cloud, fabric));
	});

	test("let a machine without an instance have its address and no more", () => {
		const empty: VpcState = {
			...state(),
			instances: {},
			ports: {},
			eips: {},
			natGateways: {},
		};
		const [spoofing] = fabricRules(empty, fabric).switch;
		expect(spoofing?.sets["senders"]?.elements).toContain(
			"52:54:0a:22:00:02 . 10.34.0.2",
		);
	});

	test("take an id from outside for no part of the language", () => {
		const cloud = state();
		const [group] = Object.values(cloud.securityGroups);
		if (!group) {
			throw new Error("there is a group");
		}
		const id = "x { } ; flush ruleset";
		const text = textOf({
			...cloud,
			securityGroups: { [id]: { ...group, id } },
		});
		expect(text).not.toContain("flush ruleset");
	});

	test("are in force before the switch carries a packet", () => {
		const text = renderCommands(
			fabricCommands(fabric, fabricRules(state(EVERYTHING), fabric)),
		);
		const last = text.lastIndexOf("\nnft ");
		expect(last).toBeGreaterThan(0);
		expect(text.indexOf(" master br-")).toBeGreaterThan(last);
	});
});
