import { expect, test } from "vitest";
import type { DrillPlan } from "../../../drills/drill-plan";
import { FAULT_NAMES, FAULTS, suite } from "../../../drills/faults/catalogue";
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
			expect(expectation.prediction, id).toBeDefined();
		}
	}
});

test("a suite leaves out what makes no sense in the lab", () => {
	const names = (one: DrillPlan) => suite("all", one).map(({ id }) => id);
	expect(names(LOCAL_PLAN)).toEqual(FAULT_NAMES);
	const redis = { ...LOCAL_PLAN.pair.service, name: "redis-server" };
	const other = {
		...LOCAL_PLAN,
		pair: { ...LOCAL_PLAN.pair, service: redis },
	};
	expect(names(other)).not.toContain("crash-nginx");
	expect(names(other)).toContain("power-cut");
});
