import { describe, expect, test } from "vitest";
import {
	type FaultOptions,
	faultRuleOf,
	mistakeFor,
	mistakesIn,
	requireApiUse,
} from "../../cli/api-fault";
import { type FaultKind, faultRule } from "../../local/api/faults";

describe("what does not go together is said in the command line's words", () => {
	test.each<[FaultKind, FaultOptions, string]>([
		["latency", {}, "latency needs --ms, for example --ms 500."],
		["stale-read", {}, "stale-read needs --ms, for example --ms 500."],
		[
			"throttle",
			{ ms: 5 },
			"throttle takes no --ms; latency, timeout, stale-read do.",
		],
		[
			"refuse",
			{ count: 3 },
			"refuse takes no --count: it concerns connections, not requests.",
		],
	])("%s %j", (kind, options, message) => {
		expect(mistakesIn(kind, options)).toEqual([message]);
	});

	test("nothing of a rule that is good", () => {
		expect(mistakesIn("throttle", { count: 3, changes: true })).toEqual([]);
	});
});

test("the options become a rule", () => {
	const options = { action: "Create*", probability: 0.5, count: 2, for: 1.5 };
	const rule = faultRuleOf("throttle", { ...options, changes: true }, 1000);
	expect(faultRule.parse(rule)).toEqual({
		kind: "throttle",
		action: "Create*",
		changes: true,
		probability: 0.5,
		count: 2,
		untilMs: 2500,
	});
});

describe("an action that nothing strikes is refused, and those that can be are named", () => {
	test.each<[FaultKind, FaultOptions, RegExp]>([
		[
			"throttle",
			{ action: "Nope*" },
			/allowed: DescribeVpcs, DescribeRoutes, CreateRoute, DeleteRoute, or/,
		],
		["throttle", { action: "vpc:Create" }, /affects no action vpc:Create of/],
		[
			"task-conflict",
			{ action: "Describe*" },
			/allowed: CreateRoute, DeleteRoute, or the beginning/,
		],
		[
			"throttle",
			{ action: "DescribeRoutes", changes: true },
			/throttle --changes affects no action DescribeRoutes of Kingsoft Cloud; allowed: CreateRoute, DeleteRoute, or/,
		],
		[
			"other-ids",
			{ action: "CreateRoute" },
			/allowed: DescribeVpcs, DescribeRoutes, or the beginning/,
		],
		[
			"stale-read",
			{ action: "CreateRoute", ms: 5 },
			/allowed: DescribeVpcs, DescribeRoutes, or the beginning/,
		],
	])("%s %j", (kind, options, message) => {
		expect(mistakeFor("ksyun", faultRuleOf(kind, options, 0))).toMatch(message);
	});

	test.each<[FaultKind, FaultOptions]>([
		["throttle", { action: "Create*" }],
		["throttle", {}],
		["refuse", {}],
	])("%s %j is good", (kind, options) => {
		expect(mistakeFor("ksyun", faultRuleOf(kind, options, 0))).toBeUndefined();
	});
});

test("a fault that only one cloud has is refused in the others", () => {
	expect(mistakeFor("ksyun", { kind: "other-ids" })).toBeUndefined();
	expect(mistakeFor("alicloud", { kind: "other-ids" })).toBe(
		"other-ids is a fault of Kingsoft Cloud only, and this lab is one of Alibaba Cloud.",
	);
});

test("a lab whose nodes ask no API is refused", () => {
	expect(() => requireApiUse({ vips: [{ kind: "havip" }] })).toThrow(
		/change nothing in this lab.*\n→ .*route-nexthop/,
	);
	expect(() => requireApiUse({ vips: [{ kind: "route" }] })).not.toThrow();
});
