import { expect, test } from "vitest";
import { reportDrill } from "../../../drills/analysis/drill-report";
import { figuresByFault, percentile } from "../../../drills/analysis/figures";
import { randomPhaseMs } from "../../../drills/run/random-phase";
import { handMadeLog, MS, state } from "../hand-made-log";

test("percentiles by nearest rank", () => {
	const values = [50, 10, 40, 20, 30];
	expect(percentile(values, 0.5)).toBe(30);
	expect(percentile(values, 0.95)).toBe(50);
	expect(percentile([7], 0.5)).toBe(7);
	expect(percentile([], 0.5)).toBe(0);
});

test("several runs of a fault become one line", () => {
	const reports = [10, 20, 250].map((outageMs) =>
		reportDrill(handMadeLog({ outageMs })),
	);
	expect(figuresByFault(reports)).toEqual([
		{
			drill: "stop-keepalived",
			runs: 3,
			p50Ms: 20,
			p95Ms: 250,
			maxMs: 250,
			lost: 28,
			healingMs: 0,
			twoMastersMs: 0,
			brokenConnections: 0,
			prediction: { minMs: 12, maxMs: 37, terms: [{ kind: "master-leaves" }] },
			inAll: { p50Ms: 20, p95Ms: 250, maxMs: 250 },
			failures: [{ audit: "within-prediction", times: 1 }],
			endings: { "as-expected": 3 },
			phases: { clientMs: 9 },
		},
	]);
});

test("the phase of a run comes from the seed, and the runs spread over the interval", () => {
	const phases = Array.from({ length: 200 }, (_, run) =>
		randomPhaseMs(1, `power-cut ${run}`, 1000),
	);
	expect(phases[0]).toBe(randomPhaseMs(1, "power-cut 0", 1000));
	expect(phases[0]).not.toBe(randomPhaseMs(2, "power-cut 0", 1000));
	expect(Math.min(...phases)).toBeGreaterThanOrEqual(0);
	expect(Math.min(...phases)).toBeLessThan(100);
	expect(Math.max(...phases)).toBeGreaterThan(900);
	expect(Math.max(...phases)).toBeLessThan(1000);
});

test("what healing costs, two masters and broken connections are told apart from the outage", () => {
	const report = reportDrill(
		handMadeLog({
			more: [
				state(305, "node-1", "MASTER"),
				state(345, "node-1", "BACKUP"),
				{
					...{ type: "connection", timeNs: 320 * MS, vantage: "client" },
					...{ connection: 1, state: "broken", node: "node-1" },
				},
			],
		}).map((event) =>
			event.type === "probe" && event.timeNs === 800 * MS
				? { ...event, lost: "timeout" }
				: event,
		),
	);
	expect(figuresByFault([report])).toMatchObject([
		{
			maxMs: 20,
			inAll: { maxMs: 30 },
			lost: 3,
			healingMs: 10,
			twoMastersMs: 33,
			brokenConnections: 1,
		},
	]);
});
