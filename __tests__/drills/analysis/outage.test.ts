import { expect, test } from "vitest";
import { summarizeOutage } from "../../../drills/analysis/outage";
import type { ProbeSample } from "../../../ports/probe-sample";

/** Samples every 10 ms: a letter or digit is the node that answered, a dot is a lost request. */
const samples = (picture: string): ProbeSample[] =>
	[...picture].map((letter, sequence) => ({
		sequence,
		intendedNs: sequence * 10e6,
		latencyMs: 1,
		...(letter === "." ? { lost: "timeout" } : { node: `node-${letter}` }),
	}));

test("nothing lost", () => {
	expect(summarizeOutage(samples("1111"))).toEqual({
		sent: 4,
		lost: 0,
		windows: [],
		longestMs: 0,
		totalMs: 0,
	});
});

test("an outage lasts from the first lost to the first answered request", () => {
	const summary = summarizeOutage(samples("11..222"));
	expect(summary.longestMs).toBe(20);
	expect(summary.windows).toEqual([
		{ fromNs: 20e6, toNs: 40e6, durationMs: 20, lost: 2 },
	]);
});

test("several outages add up", () => {
	const summary = summarizeOutage(samples("1.1...22"));
	expect(summary.lost).toBe(4);
	expect(summary.longestMs).toBe(30);
	expect(summary.totalMs).toBe(40);
});

test("an outage that does not end counts to the last request", () => {
	const summary = summarizeOutage(samples("11..."));
	expect(summary.windows).toEqual([{ fromNs: 20e6, durationMs: 20, lost: 3 }]);
});

test("no samples at all", () => {
	expect(summarizeOutage([]).sent).toBe(0);
});
