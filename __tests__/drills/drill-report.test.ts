import { describe, expect, test } from "vitest";
import { reportDrill } from "../../drills/drill-report";
import { type DrillEvent, inOrder } from "../../drills/event-log";

const prediction = { minMs: 12, maxMs: 37, formula: "skew" };
const MS = 1e6;

/** A drill of one second: a request every 10 ms, the fault at 300 ms, healed at 600 ms. */
function log(options: {
	outageMs: number;
	failsBack?: boolean;
	nobodyTakesOver?: boolean;
	mastersAtEnd?: readonly string[];
}) {
	const events: DrillEvent[] = [
		{
			type: "drill",
			timeNs: 0,
			drill: "stop-keepalived",
			lab: "havip-nopreempt",
			cloud: "tencentcloud",
			timing: "safe",
			intervalMs: 10,
		},
		{
			type: "fault",
			timeNs: 300 * MS,
			action: "inject",
			machine: "node-1",
			command: "systemctl stop keepalived",
		},
		{
			type: "fault",
			timeNs: 600 * MS,
			action: "heal",
			machine: "node-1",
			command: "systemctl start keepalived",
		},
	];
	for (let sequence = 0; sequence < 100; sequence++) {
		const ms = sequence * 10;
		const lost =
			ms >= 300 && (options.nobodyTakesOver || ms < 300 + options.outageMs);
		const node =
			ms < 300 || (options.failsBack && ms >= 700) ? "node-1" : "node-2";
		events.push({
			type: "probe",
			timeNs: ms * MS,
			sequence,
			intendedNs: ms * MS,
			latencyMs: 1,
			...(lost ? { lost: "timeout" } : { node }),
		});
	}
	for (const machine of options.mastersAtEnd ?? ["node-2"]) {
		events.push({ type: "vrrp", timeNs: 990 * MS, machine, state: "MASTER" });
	}
	return inOrder(events);
}

const failed = (report: ReturnType<typeof reportDrill>): string[] =>
	report.audits.filter((audit) => !audit.passed).map((audit) => audit.name);

describe("stop-keepalived", () => {
	test("a good drill passes", () => {
		const report = reportDrill(log({ outageMs: 20 }), prediction, false);
		expect(report).toMatchObject({
			before: "node-1",
			after: "node-2",
			atEnd: "node-2",
			passed: true,
			outage: { lost: 2, longestMs: 20 },
		});
	});

	test("an outage beyond the prediction fails", () => {
		const report = reportDrill(log({ outageMs: 250 }), prediction, false);
		expect(failed(report)).toEqual(["within the prediction"]);
	});

	test("a failback fails without preemption and passes with it", () => {
		const events = log({
			outageMs: 20,
			failsBack: true,
			mastersAtEnd: ["node-1"],
		});
		expect(failed(reportDrill(events, prediction, false))).toEqual([
			"the address did not move back",
		]);
		expect(reportDrill(events, prediction, true).passed).toBe(true);
	});

	test("two masters at the end fail", () => {
		const events = log({ outageMs: 20, mastersAtEnd: ["node-1", "node-2"] });
		expect(failed(reportDrill(events, prediction, false))).toEqual([
			"one master after healing",
		]);
	});

	test("nobody taking over fails", () => {
		const events = log({ outageMs: 0, nobodyTakesOver: true });
		expect(failed(reportDrill(events, prediction, false))).toContain(
			"another node took over",
		);
	});

	test("an incomplete log is refused", () => {
		expect(() => reportDrill([], prediction, false)).toThrow(
			/does not hold a complete drill/,
		);
	});
});
