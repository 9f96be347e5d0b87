import { expect, test } from "vitest";
import {
	FAULT_NAMES,
	FAULTS,
	fitting,
	SUITES,
} from "../../../drills/faults/catalogue";
import type { DrillPlan } from "../../../drills/run/drill-plan";
import { LOCAL_ABILITIES } from "../../../local/lab/bench";
import type { Abilities } from "../../../ports/bench";
import { sshAbilities } from "../../../ssh/bench";
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

const ABLE: Abilities = {
	"break-api": true,
	"set-clock": true,
	freeze: true,
	"power-on": true,
	"link-up": true,
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
		fitting(SUITES.all, one, ABLE).faults.map(({ id }) => id);
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

test.each([
	["on this machine", LOCAL_ABILITIES, [["clock-step", /no namespace/]]],
	[
		"over ssh",
		sshAbilities(),
		[
			["freeze", /only a hypervisor/],
			["link-flapping", /by a timer/],
			["shutdown", /--console/],
			["api-down", /API of this bench/],
		],
	],
] as const)("a suite leaves out what the bench cannot do %s, and says why", (_, abilities, cannot) => {
	const { faults, skipped } = fitting(SUITES.all, routed, abilities);
	const names = faults.map(({ id }) => id);
	expect(names).toContain("power-cut");
	expect(names).toContain("packet-loss-30");
	for (const [name, why] of cannot) {
		expect(names).not.toContain(name);
		expect(skipped.find(({ fault }) => fault.id === name)?.why).toMatch(why);
	}
	expect(faults.length + skipped.length).toBe(FAULT_NAMES.length);
});

test("with somebody at the console a node that is off comes back", () => {
	const { faults } = fitting(SUITES.all, routed, sshAbilities(true));
	expect(faults.map(({ id }) => id)).toContain("shutdown");
});
