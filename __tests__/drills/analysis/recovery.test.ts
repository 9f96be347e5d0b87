import { expect, test } from "vitest";
import { recoveryMs } from "../../../drills/analysis/recovery";

const span = (fromMs: number, toMs: number, ...owners: string[]) => ({
	fromNs: fromMs * 1e6,
	toNs: toMs * 1e6,
	owners,
});

const sample = (atMs: number, lost?: string) => ({
	sequence: atMs,
	intendedNs: atMs * 1e6,
	latencyMs: 1,
	...(lost === undefined ? { node: "node-1" } : { lost }),
});

const healNs = 1000 * 1e6;

test("nothing where one master answered throughout", () => {
	const owners = [span(0, 500, "node-1"), span(500, 2000, "node-2")];
	expect(recoveryMs({ healNs, owners, samples: [sample(1500)] })).toBe(0);
});

test("what was lost before healing does not count", () => {
	const owners = [span(0, 800), span(800, 2000, "node-1")];
	const samples = [sample(100, "timeout"), sample(1100)];
	expect(recoveryMs({ healNs, owners, samples })).toBe(0);
});

test("until two masters are one", () => {
	const owners = [
		span(0, 1040, "node-1", "node-2"),
		span(1040, 2000, "node-1"),
	];
	expect(recoveryMs({ healNs, owners, samples: [] })).toBe(40);
});

test("until the last request that found nobody", () => {
	const owners = [span(0, 2000, "node-1")];
	const samples = [sample(1010, "timeout"), sample(1250, "timeout")];
	expect(recoveryMs({ healNs, owners, samples })).toBe(250);
});
