import { expect, test } from "vitest";
import { reportDrill } from "../../../drills/analysis/drill-report";
import { FAULTS } from "../../../drills/faults/catalogue";
import { quiet } from "../../../drills/faults/quiet";
import { stopKeepalived } from "../../../drills/faults/stop-keepalived";
import { stopKeepalivedOnBackup } from "../../../drills/faults/stop-keepalived-on-backup";
import { minimalLog } from "../../../drills/soak/minimal-log";
import { judgeStep } from "../../../drills/soak/soak";
import { soakStep } from "../../../drills/soak/soak-step";
import { baseLog } from "../analysis/mutations/base-logs";
import { slower } from "../analysis/mutations/edits";
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
	expect(violations.map(({ audit }) => audit)).toContain("outcome-unnoticed");
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

test("an outage beyond the hard bound is a violation, however busy the computer", () => {
	const log = baseLog("route-stop-keepalived");
	const violations = (edited: typeof log) =>
		judgeStep({ ...step, fault: stopKeepalived }, edited).violations.map(
			({ audit }) => audit,
		);
	expect(violations(log)).toEqual([]);
	// Predicted are 476 ms at most: 2 s more are a busy computer, 14 s another mechanism.
	expect(violations(slower(2)(log))).toEqual([]);
	expect(violations(slower(14)(log))).toEqual(["hard-bound"]);
});

test("an address that comes back to the node that prefers it is no false failover", () => {
	// The node that is hit is the backup of the drill's address, and the master of the other.
	const log = baseLog("dual-havip-power-cut").map((event) =>
		event.type === "drill"
			? {
					...event,
					...{ vip: "10.34.0.201", instance: "VI_2" },
					expectation: { outcome: "unnoticed" } as const,
				}
			: event,
	);
	const onBackup = { ...step, fault: stopKeepalivedOnBackup };
	expect(judgeStep(onBackup, log).falseFailovers).toBe(0);
	expect(judgeStep(step, log).falseFailovers).toBeGreaterThan(0);
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
			.map(({ audit }) => audit);
	expect(failed(minimal)).toEqual(failed(log));
	expect(failed(minimal).length).toBeGreaterThan(0);
});
