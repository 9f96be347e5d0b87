import { describe, expect, test } from "vitest";
import { CLOUD_IDS, type CloudId } from "../../../../design/clouds";
import { carriesPackets } from "../../../../local/vpc/carries-packets";
import type { NextHop, Route } from "../../../../local/vpc/entities";
import { pendingRoutes } from "../../../../local/vpc/pending-routes";
import { refusal } from "../refusal";
import { pairCloud, type SampleCloud } from "../sample-cloud";

const hop = (instanceId: string): NextHop => ({ kind: "instance", instanceId });
const OUTSIDE = "10.255.34.200/32";

function create(
	sample: SampleCloud,
	destination: string,
	options: { nextHop?: NextHop; asynchronous?: boolean } = {},
): Route {
	const [event] = sample.run({
		type: "create-route",
		routeTableId: sample.mainTable("vpc-1"),
		destination,
		nextHop: hop("i-1"),
		...options,
	});
	if (event?.type !== "route-created") {
		throw new Error("no route");
	}
	return event.route;
}

describe("where a route may lead from", () => {
	test.each<[CloudId, string, boolean]>([
		["tencentcloud", OUTSIDE, true],
		["tencentcloud", "0.0.0.0/0", true],
		["tencentcloud", "10.34.0.200/32", false],
		["tencentcloud", "10.34.200.1/32", false],
		["tencentcloud", "10.34.0.0/16", false],
		["alicloud", OUTSIDE, true],
		["alicloud", "10.34.200.1/32", true],
		["alicloud", "10.34.0.200/32", false],
		["alicloud", "10.34.51.0/24", false],
		["alicloud", "10.34.0.0/16", true],
		["ksyun", OUTSIDE, true],
		["ksyun", "10.34.0.200/32", true],
		["ksyun", "10.34.200.1/32", true],
		["ksyun", "10.34.0.0/32", false],
		["ksyun", "10.34.51.255/32", false],
	])("%s: %s", (cloud, destination, allowed) => {
		const sample = pairCloud(cloud);
		if (allowed) {
			expect(create(sample, destination)).toMatchObject({
				destination,
				status: "available",
				number: 1,
				createdAt: sample.now,
			});
		} else {
			expect(() => create(sample, destination)).toThrow(
				refusal("destination-not-allowed", /^10\.34\.\d+\.\d+\/\d+ /),
			);
		}
	});

	test.each([
		"10.255.34.200",
		"10.255.34.200/24",
		"::/0",
		"anywhere",
	])("%s is no network", (destination) => {
		expect(() => create(pairCloud("ksyun"), destination)).toThrow(
			refusal("invalid-network", /network|prefix/),
		);
	});
});

describe.each(CLOUD_IDS)("routes on %s", (cloud) => {
	test("are one for each destination and table", () => {
		const sample = pairCloud(cloud);
		create(sample, OUTSIDE);
		expect(() => create(sample, OUTSIDE, { nextHop: hop("i-2") })).toThrow(
			refusal("duplicate", /has a route to 10\.255\.34\.200\/32 already/),
		);
		sample.run({
			type: "create-route-table",
			id: "table-2",
			vpcId: "vpc-1",
			name: "second",
		});
		sample.run({
			type: "create-route",
			routeTableId: "table-2",
			destination: OUTSIDE,
			nextHop: hop("i-2"),
		});
		expect(Object.keys(sample.state.routes)).toHaveLength(2);
	});

	test("lead to what is in their VPC", () => {
		const sample = pairCloud(cloud);
		expect(() => create(sample, OUTSIDE, { nextHop: hop("i-9") })).toThrow(
			refusal("not-found", /no instance i-9/),
		);
		expect(() =>
			sample.run({
				type: "create-route",
				routeTableId: sample.mainTable("vpc-2"),
				destination: OUTSIDE,
				nextHop: hop("i-1"),
			}),
		).toThrow(refusal("not-found", /i-1 is in the VPC vpc-1, not in vpc-2/));
	});

	test("change at once", () => {
		const sample = pairCloud(cloud);
		const { id } = create(sample, OUTSIDE);
		const replace = {
			type: "replace-route",
			routeId: id,
			nextHop: hop("i-2"),
		} as const;
		expect(sample.run(replace)).toMatchObject([
			{
				type: "route-changed",
				route: { status: "available", nextHop: hop("i-2") },
			},
		]);
		expect(sample.run(replace)).toEqual([]);
		sample.run({ type: "delete-route", routeId: id });
		expect(sample.state.routes).toEqual({});
		expect(() => sample.run(replace)).toThrow(refusal("not-found", /no route/));
		expect(() => sample.run({ type: "delete-route", routeId: id })).toThrow(
			refusal("not-found", /no route/),
		);
		expect(create(sample, OUTSIDE).number).toBe(2);
	});

	test("change later: packets follow the old next hop until then", () => {
		const sample = pairCloud(cloud);
		const { id, status } = create(sample, OUTSIDE, { asynchronous: true });
		expect(status).toBe("creating");
		const settle = { type: "settle-route", routeId: id } as const;
		sample.run(settle);
		expect(sample.run(settle)).toEqual([]);
		sample.run({
			type: "replace-route",
			routeId: id,
			nextHop: hop("i-2"),
			asynchronous: true,
		});
		expect(sample.state.routes[id]).toMatchObject({
			status: "modifying",
			nextHop: hop("i-1"),
			nextHopAfter: hop("i-2"),
		});
		expect(pendingRoutes(sample.state)).toHaveLength(1);
		sample.run(settle);
		expect(sample.state.routes[id]).toEqual({
			...sample.state.routes[id],
			status: "available",
			nextHop: hop("i-2"),
		});
		expect(sample.state.routes[id]).not.toHaveProperty("nextHopAfter");
		sample.run({ type: "delete-route", routeId: id, asynchronous: true });
		expect(sample.state.routes[id]?.status).toBe("deleting");
		sample.run(settle);
		expect(sample.state.routes).toEqual({});
		expect(sample.run(settle)).toEqual([]);
	});

	test("that are being changed take no other change", () => {
		const sample = pairCloud(cloud);
		const { id } = create(sample, OUTSIDE, { asynchronous: true });
		expect(() => sample.run({ type: "delete-route", routeId: id })).toThrow(
			refusal("incorrect-status", /is creating; try again/),
		);
	});
});

describe("a change under way", () => {
	const other = "10.255.34.201/32";

	test("keeps every other one out of the VPC on alicloud", () => {
		const sample = pairCloud("alicloud");
		const settled = create(sample, other);
		const { id } = create(sample, OUTSIDE, { asynchronous: true });
		const conflict = refusal("conflict", /is creating; a VPC takes one change/);
		expect(() => create(sample, "10.255.34.202/32")).toThrow(conflict);
		expect(() =>
			sample.run({
				type: "replace-route",
				routeId: settled.id,
				nextHop: hop("i-2"),
			}),
		).toThrow(conflict);
		sample.run({ type: "settle-route", routeId: id });
		create(sample, "10.255.34.202/32");
	});

	test.each([
		"tencentcloud",
		"ksyun",
	] as const)("hinders nobody on %s", (cloud) => {
		const sample = pairCloud(cloud);
		create(sample, OUTSIDE, { asynchronous: true });
		create(sample, other);
		expect(Object.keys(sample.state.routes)).toHaveLength(2);
	});
});

test("a route that is switched off stays where it is and leads nowhere, until it is switched on", () => {
	const sample = pairCloud("tencentcloud");
	const { id } = create(sample, OUTSIDE);
	const carries = () => Object.values(sample.state.routes).map(carriesPackets);
	sample.run({ type: "disable-route", routeId: id });
	expect(carries()).toEqual([false]);
	expect(sample.run({ type: "disable-route", routeId: id })).toEqual([]);
	sample.run({ type: "replace-route", routeId: id, nextHop: hop("i-2") });
	expect(carries()).toEqual([false]);
	sample.run({ type: "enable-route", routeId: id });
	expect(carries()).toEqual([true]);
	expect(sample.state.routes[id]?.nextHop).toEqual(hop("i-2"));
	expect(sample.run({ type: "enable-route", routeId: id })).toEqual([]);
});
