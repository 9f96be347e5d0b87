import { expect, test } from "vitest";
import { reportDrill } from "../../../drills/drill-report";
import { FAULTS } from "../../../drills/faults/catalogue";
import { quiet } from "../../../drills/faults/quiet";
import { minimalLog } from "../../../drills/soak/minimal-log";
import { judgeStep } from "../../../drills/soak/soak";
import { soakStep } from "../../../drills/soak/soak-step";
import { handMadeLog, state } from "../hand-made-log";

const steps = (seed: number) =>
	Array.from({ length: 200 }, (_, index) =>
		soakStep(seed, index + 1, FAULTS, quiet),
	);

test("a seed gives the same steps again, another one others", () => {
	expect(steps(7)).toEqual(steps(7));
	expect(steps(7)).not.toEqual(steps(8));
});

test("every fault comes, and quiet times between them", () => {
	const names = new Set(steps(1).map(({ fault }) => fault.id));
	expect(names.size).toBeGreaterThan(FAULTS.length * 0.8);
	const share = steps(1).filter(({ fault }) => fault === quiet).length / 200;
	expect(share).toBeGreaterThan(0.1);
	expect(share).toBeLessThan(0.4);
});

const step = { number: 1, fault: quiet, phaseMs: 0 };

test("another master while nothing is done is a false failover", () => {
	const log = handMadeLog({
		drill: { drill: "quiet", expectation: { outcome: "unnoticed" } },
	});
	const { falseFailovers, violations } = judgeStep(step, log);
	expect(falseFailovers).toBe(1);
	expect(violations.map(({ name }) => name)).toContain(
		"nobody noticed the fault",
	);
});

test("a long outage violates nothing, a second master does", () => {
	const log = handMadeLog({ outageMs: 150 });
	expect(judgeStep(step, log)).toMatchObject({
		violations: [],
		falseFailovers: 0,
	});
	const split = handMadeLog({ mastersAtEnd: ["node-1", "node-2"] });
	expect(judgeStep(step, split).violations).not.toEqual([]);
});

test("the minimal log is smaller, and the same audits fail with it", () => {
	const log = handMadeLog({
		nobodyTakesOver: true,
		mastersAtEnd: [],
		more: [state(980, "node-1", "FAULT")],
	});
	const minimal = minimalLog(log);
	expect(minimal.length).toBeLessThanOrEqual(log.length);
	const failed = (events: typeof log) =>
		reportDrill(events)
			.audits.filter(({ passed }) => !passed)
			.map(({ name }) => name);
	expect(failed(minimal)).toEqual(failed(log));
	expect(failed(minimal).length).toBeGreaterThan(0);
});
