import { describe, expect, it } from "vitest";
import { reportDrill } from "../../../drills/analysis/drill-report";
import type { EventLog } from "../../../drills/log/event-log";
import type { MachineEvent } from "../../../drills/log/events";
import { timelineOf } from "../../../drills/report/timeline";
import { handMadeLog, MS, state } from "../hand-made-log";
import { realLogs } from "./fixtures";

const timeline = (log: EventLog) => timelineOf(log, reportDrill(log));

const bands = (log: EventLog, node: string): readonly string[] =>
	(timeline(log).nodes.find((each) => each.node === node)?.bands ?? []).map(
		({ state: name, fromMs, toMs }) =>
			`${name} ${fromMs.toFixed(0)}..${toMs.toFixed(0)}`,
	);

describe("a drill's timeline", () => {
	it("has milliseconds since the fault", () => {
		const { wholeMs, healMs } = timeline(handMadeLog());
		expect(wholeMs).toEqual([-300, 690]);
		expect(healMs).toBe(300);
	});

	it("shows what each node was", () => {
		const log = handMadeLog();
		expect(bands(log, "node-1")).toEqual([
			"master -290..1",
			"stop 1..350",
			"backup 350..690",
		]);
		expect(bands(log, "node-2")).toEqual(["backup -290..12", "master 12..690"]);
	});

	it("shows power and frozen nodes", () => {
		const machine = (
			timeMs: number,
			to: MachineEvent["state"],
		): MachineEvent => ({
			type: "machine",
			timeNs: timeMs * MS,
			machine: "node-1",
			state: to,
		});
		const log = handMadeLog({
			more: [
				machine(302, "off"),
				machine(500, "on"),
				state(550, "node-1", "FAULT"),
				machine(700, "frozen"),
				machine(800, "thawed"),
			],
		});
		expect(bands(log, "node-1")).toEqual([
			"master -290..1",
			"stop 1..2",
			"off 2..200",
			"booting 200..250",
			"fault 250..350",
			"backup 350..400",
			"frozen 400..500",
			"backup 500..690",
		]);
	});

	it("leaves no gap and no overlap between a node's bands", () => {
		for (const { log } of realLogs()) {
			for (const { bands: all } of timeline(log).nodes) {
				expect(all.length).toBeGreaterThan(0);
				for (const [index, band] of all.entries()) {
					expect(band.toMs).toBeGreaterThan(band.fromMs);
					expect(all[index + 1]?.fromMs ?? band.toMs).toBe(band.toMs);
				}
			}
		}
	});

	it("is zoomed so that every outage is inside", () => {
		for (const { log } of realLogs()) {
			const { zoomMs, wholeMs, vantages } = timeline(log);
			const lost = vantages.flatMap(({ dots }) =>
				dots.filter((dot) => dot.lost).map(({ ms }) => ms),
			);
			expect(Math.min(0, ...lost)).toBeGreaterThan(zoomMs[0]);
			expect(Math.max(0, ...lost)).toBeLessThan(zoomMs[1]);
			expect(zoomMs[0]).toBeGreaterThanOrEqual(wholeMs[0]);
			expect(zoomMs[1]).toBeLessThanOrEqual(wholeMs[1]);
		}
	});

	it.each(
		realLogs().map(({ file, log }) => [file, log] as const),
	)("of %s stays the same", (_, log) => {
		const rounded = JSON.parse(
			JSON.stringify(timeline(log), (_key, value: unknown) =>
				typeof value === "number" ? Math.round(value * 10) / 10 : value,
			),
		);
		for (const vantage of rounded.vantages) {
			vantage.dots = vantage.dots.length;
		}
		expect(rounded).toMatchSnapshot();
	});
});
