import { expect, test } from "vitest";
import {
	FAULT_NAMES,
	FAULTS,
	fitting,
	SUITES,
} from "../../../drills/faults/catalogue";
import type { DrillPlan } from "../../../drills/run/drill-plan";
import type { BenchAbilities } from "../../../drills/run/fault";
import { LOCAL_PLAN } from "../local-plan";

test("names are kebab-case and different", () => {
	expect(new Set(FAULT_NAMES).size).toBe(FAULT_NAMES.length);
	for (const name of FAULT_NAMES) {
		expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
	}
});

test("a fault that leads to a takeover says what bounds the outage", () => {
	for (const { expectation, id } of FAULTS) {
		if (expectation.outcome === "takeover") {
			expect(expectation.prediction ?? expectation.limitMs, id).toBeDefined();
		}
	}
});

const able: BenchAbilities = {
	losePackets: async () => {},
	breakApi: async () => "fault-1",
	ownClocks: true,
};

const routed = {
	...LOCAL_PLAN,
	pair: {
		...LOCAL_PLAN.pair,
		vips: LOCAL_PLAN.pair.vips.map((vip) => ({
			...vip,
			kind: "route" as const,
		})),
	},
};

test("a suite leaves out what makes no sense in the lab", () => {
	const names = (one: DrillPlan) =>
		fitting(SUITES.all, one, able).faults.map(({ id }) => id);
	expect(names(routed)).toEqual(FAULT_NAMES);
	expect(names(LOCAL_PLAN)).not.toContain("api-down");
	expect(names(LOCAL_PLAN)).toContain("split-brain");
	const redis = { ...LOCAL_PLAN.pair.service, name: "redis-server" };
	const other = {
		...LOCAL_PLAN,
		pair: { ...LOCAL_PLAN.pair, service: redis },
	};
	expect(names(other)).not.toContain("crash-nginx");
	expect(names(other)).toContain("power-cut");
});

test("a suite leaves out what the bench cannot do, and says why", () => {
	const { faults, skipped } = fitting(SUITES.all, routed, {});
	const names = faults.map(({ id }) => id);
	expect(names).toContain("power-cut");
	for (const [name, why] of [
		["clock-step", /no namespace/],
		["packet-loss-30", /network of this bench/],
		["api-down", /API of this bench/],
	] as const) {
		expect(names).not.toContain(name);
		expect(skipped.find(({ fault }) => fault.id === name)?.why).toMatch(why);
	}
	expect(faults.length + skipped.length).toBe(FAULT_NAMES.length);
});
