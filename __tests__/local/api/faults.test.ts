import { describe, expect, test } from "vitest";
import { z } from "zod";
import { FAULT_KINDS, Faults, faultRule } from "../../../local/api/faults";
import { seeded } from "./seeded";

test.each<[string, unknown, RegExp]>([
	[
		"an unknown kind",
		{ kind: "meteor" },
		/Invalid option: expected one of "latency"/,
	],
	[
		"an unknown option",
		{ kind: "throttle", often: true },
		/Unrecognized key: "often"/,
	],
	[
		"an action that is none",
		{ kind: "throttle", action: "vpc:Describe" },
		/the name of an action such as DescribeRoutes/,
	],
	["a probability above 1", { kind: "throttle", probability: 2 }, /<=1/],
	["no probability at all", { kind: "throttle", probability: 0 }, />0/],
	["half a request", { kind: "throttle", count: 0.5 }, /int/],
	[
		"latency without milliseconds",
		{ kind: "latency" },
		/latency needs milliseconds, for example milliseconds 500/,
	],
	[
		"a stale read without milliseconds",
		{ kind: "stale-read" },
		/stale-read needs milliseconds/,
	],
	[
		"milliseconds of throttling",
		{ kind: "throttle", milliseconds: 5 },
		/throttle takes no milliseconds; latency, timeout, stale-read do/,
	],
	[
		"to refuse an action",
		{ kind: "refuse", action: "CreateRoute" },
		/refuse takes no action: it concerns connections/,
	],
	[
		"stale changes",
		{ kind: "stale-read", milliseconds: 5, changes: true },
		/stale-read takes no changes/,
	],
	[
		"other ids in changes",
		{ kind: "other-ids", changes: true },
		/other-ids takes no changes/,
	],
	[
		"to refuse now and then",
		{ kind: "refuse", probability: 0.5 },
		/refuse takes no probability/,
	],
])("%s is refused", (_name, rule, message) => {
	const { error } = faultRule.safeParse(rule);
	expect(error && z.prettifyError(error)).toMatch(message);
});

test("every kind can be added", () => {
	for (const kind of FAULT_KINDS) {
		const milliseconds = ["latency", "timeout", "stale-read"].includes(kind)
			? { milliseconds: 5 }
			: {};
		expect(faultRule.parse({ kind, ...milliseconds })).toEqual({
			kind,
			...milliseconds,
		});
	}
});

describe("what a rule strikes", () => {
	test("the action that it names, or all that begin so", () => {
		const faults = new Faults();
		faults.add({ kind: "throttle", action: "CreateRoute" });
		faults.add({ kind: "server-error", action: "Describe*" });
		expect(Object.keys(faults.inForceFor("CreateRoute", true))).toEqual([
			"throttle",
		]);
		expect(Object.keys(faults.inForceFor("CreateRoutes", true))).toEqual([]);
		expect(Object.keys(faults.inForceFor("DescribeVpcs", false))).toEqual([
			"server-error",
		]);
	});

	test("conflicts strike changes only, stale reads the others only", () => {
		const faults = new Faults();
		faults.add({ kind: "task-conflict" });
		faults.add({ kind: "stale-read", milliseconds: 500 });
		expect(Object.keys(faults.inForceFor("CreateRoute", true))).toEqual([
			"task-conflict",
		]);
		expect(Object.keys(faults.inForceFor("DescribeRoutes", false))).toEqual([
			"stale-read",
		]);
	});

	test("changes only, where it says so, however often somebody looks", () => {
		const faults = new Faults();
		faults.add({ kind: "throttle", changes: true, count: 1 });
		const struck = (action: string, mutates: boolean) =>
			faults.inForceFor(action, mutates).throttle !== undefined;
		expect([
			struck("DescribeRoutes", false),
			struck("DescribeRoutes", false),
			struck("DeleteRoute", true),
			struck("DeleteRoute", true),
		]).toEqual([false, false, true, false]);
	});

	test("so many requests as it says", () => {
		const faults = new Faults();
		faults.add({ kind: "throttle", count: 2 });
		const struck = () =>
			faults.inForceFor("DescribeVpcs", false).throttle !== undefined;
		expect([struck(), struck(), struck()]).toEqual([true, true, false]);
		expect(faults.list()).toEqual([]);
	});

	test("of two rules of a kind the first; the second keeps its count", () => {
		const faults = new Faults();
		faults.add({ kind: "latency", milliseconds: 1, count: 1 });
		faults.add({ kind: "latency", milliseconds: 2, count: 1 });
		const struck = () =>
			faults.inForceFor("DescribeVpcs", false).latency?.milliseconds;
		expect([struck(), struck(), struck()]).toEqual([1, 2, undefined]);
	});

	test("as often as is probable, the same with the same seed", () => {
		const strikes = (seed: number) => {
			const faults = new Faults(seeded(seed));
			faults.add({ kind: "throttle", probability: 0.3 });
			return Array.from(
				{ length: 1_000 },
				() => faults.inForceFor("DescribeVpcs", false).throttle !== undefined,
			);
		};
		expect(strikes(7)).toEqual(strikes(7));
		expect(strikes(7)).not.toEqual(strikes(8));
		const share = strikes(7).filter(Boolean).length / 1_000;
		expect(share).toBeGreaterThan(0.25);
		expect(share).toBeLessThan(0.35);
	});

	test("until its end", () => {
		let now = 1_000;
		const faults = new Faults(Math.random, () => now);
		faults.add({ kind: "refuse", untilMs: 3_000 });
		faults.add({ kind: "throttle", untilMs: 2_000 });
		expect(faults.refusesFor()).toBe(2_000);
		now = 2_000;
		expect(faults.inForceFor("DescribeVpcs", false)).toEqual({});
		expect(faults.refusesFor()).toBe(1_000);
		now = 3_000;
		expect(faults.refusesFor()).toBe(0);
	});
});

test("rules are listed with what they struck, taken away, and others told", () => {
	const faults = new Faults();
	let told = 0;
	const forget = faults.onChange(() => told++);
	const { id } = faults.add({ kind: "throttle" });
	faults.inForceFor("DescribeVpcs", false);
	expect(faults.list()).toEqual([
		{ id, rule: { kind: "throttle" }, strikes: 1 },
	]);
	expect(faults.remove(id)).toBe(true);
	expect(faults.remove(id)).toBe(false);
	faults.add({ kind: "refuse" });
	expect(faults.refusesFor()).toBe(Number.POSITIVE_INFINITY);
	faults.clear();
	expect(faults.refusesFor()).toBe(0);
	expect(told).toBeGreaterThanOrEqual(4);
	forget();
});
