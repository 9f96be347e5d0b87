import { expect, test } from "vitest";
import { reportDrill } from "../../../../drills/analysis/drill-report";
import { drain } from "../../../../drills/faults/drain";
import { stopKeepalived } from "../../../../drills/faults/stop-keepalived";
import type { EventLog } from "../../../../drills/log/event-log";
import type { LoggedEvent } from "../../../../drills/log/events";
import type { Expectation } from "../../../../drills/log/expectation";
import type { Fault } from "../../../../drills/run/fault";
import {
	failed,
	type HandMade,
	handMadeLog,
	line,
	MS,
	state,
	VIP,
} from "../../hand-made-log";

/** node-2 becomes master at 312 ms, while node-1 goes on until some moment. */
const split = (untilMs: number): HandMade => ({
	drill: {
		drill: "split-brain",
		advertIntervalMs: 100,
		expectation: { outcome: "split-brain", mayMoveAfterHealing: true },
	},
	more: [
		state(302, "node-1", "MASTER"),
		state(untilMs, "node-1", "BACKUP"),
		line(untilMs, "node-1", "(VI_1) Master received advert"),
	],
});

// The hand-made log has node-1 as a backup from 650 ms on, which a longer split has to take back.
const stillMaster = state(651, "node-1", "MASTER");

test("a split brain has two masters until it is healed, and one soon after", () => {
	expect(failed(split(640))).toEqual([]);
});

test("a split brain that stays after healing fails", () => {
	const made = split(920);
	expect(
		failed({ ...made, more: [...(made.more ?? []), stillMaster] }),
	).toEqual(["two-masters"]);
});

test("where the brain should have split and did not, the drill fails", () => {
	expect(
		failed({
			drill: { expectation: { outcome: "split-brain" } },
		}),
	).toContain("outcome-split-brain");
});

test("a node that cannot hear its successor may be master until it is healed", () => {
	const { more = [] } = split(640);
	const expectation = { outcome: "takeover" } as const;
	expect(
		failed({ drill: { expectation, advertIntervalMs: 100 }, more }),
	).toContain("two-masters");
	expect(
		failed({
			drill: {
				advertIntervalMs: 100,
				expectation: { ...expectation, twoMastersUntilHealed: true },
			},
			more,
		}),
	).toEqual([]);
});

const MUTE: Expectation = {
	outcome: "takeover",
	twoMastersUntilHealed: true,
	mayMoveAfterHealing: true,
};

/** The order to heal comes at 600 ms, and the network has carried it out some milliseconds later. */
const healed = (tookMs: number, untilMs: number): HandMade => {
	const made = split(untilMs);
	return {
		drill: { ...made.drill, expectation: MUTE },
		more: [
			...(made.more ?? []),
			{
				...{ type: "fault", timeNs: 600 * MS, doneNs: (600 + tookMs) * MS },
				...{ action: "heal", machine: "network", command: "all packets pass" },
			},
			...(untilMs > 650 ? [stillMaster] : []),
		],
	};
};

test.each([
	{ tookMs: 20, untilMs: 760, passes: true },
	{ tookMs: 20, untilMs: 780, passes: false },
	{ tookMs: 220, untilMs: 960, passes: true },
	{ tookMs: 220, untilMs: 980, passes: false },
])("two masters end an advertisement after packets pass again: $tookMs ms, then $untilMs ms", ({
	tookMs,
	untilMs,
	passes,
}) => {
	expect(failed(healed(tookMs, untilMs))).toEqual(
		passes ? [] : ["two-masters"],
	);
});

/** node-1 takes itself for the master for 0.1 ms; what both announced then is heard later, first at so many milliseconds. */
const announcedLate = (heardMs: number): HandMade => ({
	more: [
		state(400, "node-1", "MASTER"),
		state(400.1, "node-1", "BACKUP"),
		...[0, 1, 2].flatMap((round) =>
			["node-1", "node-2"].map(
				(machine, index): LoggedEvent => ({
					...{
						type: "announcement",
						timeNs: (heardMs + round + index / 2) * MS,
					},
					...{ machine, address: VIP },
				}),
			),
		),
	],
});

test("what two masters announce in turn is no flapping, also when it is heard a moment later", () => {
	expect(failed(announcedLate(401.4))).toEqual([]);
	expect(failed(announcedLate(460))).toEqual(["flapping"]);
});

test("a takeover that a log dates a moment before the fault is the fault's", () => {
	const announced = (timeMs: number, machine: string): LoggedEvent => ({
		type: "announcement",
		timeNs: timeMs * MS,
		address: VIP,
		machine,
	});
	const takenOver = (...takeover: readonly LoggedEvent[]) =>
		failed({
			nobodyTakesOver: true,
			more: [announced(100, "node-1"), ...takeover, announced(301, "node-2")],
		});
	expect(
		takenOver(
			state(299.8, "node-1", "FAULT"),
			state(299.9, "node-2", "MASTER"),
		),
	).not.toContain("flapping");
	expect(takenOver()).toContain("flapping");
});

test("a limit stands where no arithmetic bounds the outage", () => {
	const expectation = { outcome: "takeover", limitMs: 100 } as const;
	expect(failed({ drill: { expectation }, outageMs: 100 })).toEqual([]);
	expect(failed({ drill: { expectation }, outageMs: 150 })).toEqual([
		"within-prediction",
	]);
});

/** node-1 answers at some moments, though node-2 is master from 312 ms on; the route follows at 400 ms. */
const answering = (
	timesMs: readonly number[],
	{ expectation }: Fault,
	leads: readonly LoggedEvent[] = [
		{
			...{ type: "route", timeNs: 400 * MS, machine: "node-2" },
			destination: `${VIP}/32`,
		},
	],
): HandMade => ({
	drill: { expectation },
	more: [
		...leads,
		...timesMs.map(
			(ms, sequence): LoggedEvent => ({
				...{ type: "probe", timeNs: ms * MS, vantage: "internet", sequence },
				...{ intendedNs: ms * MS, latencyMs: 1, node: "node-1" },
			}),
		),
	],
});

test("a node that is drained answers until the network leads elsewhere", () => {
	expect(failed(answering([380, 440], drain))).toEqual([]);
	expect(failed(answering([380, 520], drain))).toEqual(["only-master-answers"]);
});

test("no other fault lets a node answer that is not master", () => {
	expect(failed(answering([380], stopKeepalived))).toEqual([
		"only-master-answers",
	]);
});

test("a drained HAVIP leads elsewhere with the new master's announcement", () => {
	const announced: LoggedEvent = {
		...{ type: "announcement", timeNs: 320 * MS, machine: "node-2" },
		address: VIP,
	};
	expect(failed(answering([365], drain, [announced]))).toEqual([]);
	expect(failed(answering([380], drain, [announced]))).toEqual([
		"only-master-answers",
	]);
});

test("where nobody says what the network did, the first answer from elsewhere tells that it leads there", () => {
	expect(failed(answering([365], drain, []))).toEqual([]);
	expect(failed(answering([380], drain, []))).toEqual(["only-master-answers"]);
});

test("the hard bound shows the longest outage where none is beyond it", () => {
	const { audits } = reportDrill(handMadeLog({ outageMs: 20 }));
	expect(audits.find(({ audit }) => audit === "hard-bound")).toMatchObject({
		passed: true,
		findings: [
			{
				kind: "longest-outage",
				address: VIP,
				vantage: "client",
				ms: 20,
				allowedMs: 3074,
			},
		],
	});
});

/** A request before the fault is lost, and said to be so after some milliseconds; the next ones are answered or lost, too. */
const lostFrom = (fromMs: number, toMs: number, afterMs: number): EventLog =>
	handMadeLog().map((event) => {
		if (
			event.type !== "probe" ||
			event.intendedNs < fromMs * MS ||
			event.intendedNs >= toMs * MS
		) {
			return event;
		}
		const { node: _, ...asked } = event;
		return { ...asked, latencyMs: afterMs, lost: "timeout" };
	});

test.each([
	{ fromMs: 290, toMs: 320, afterMs: 250, well: true },
	{ fromMs: 270, toMs: 280, afterMs: 250, well: false },
	{ fromMs: 290, toMs: 320, afterMs: 5, well: false },
	{ fromMs: 20, toMs: 320, afterMs: 250, well: false },
])("a request under way when the fault comes is the fault's: lost from $fromMs to $toMs ms, known after $afterMs ms", ({
	fromMs,
	toMs,
	afterMs,
	well,
}) => {
	// The fault begins at 300 ms.
	const { audits } = reportDrill(lostFrom(fromMs, toMs, afterMs));
	expect(audits.find(({ audit }) => audit === "well-before")).toMatchObject({
		passed: well,
		...(!well && { timed: true }),
	});
});

test("what prepares a fault is not timed", () => {
	const report = reportDrill(
		handMadeLog({
			more: [
				{
					type: "fault",
					timeNs: 100 * MS,
					action: "prepare",
					machine: "cloud",
					step: { kind: "break-api", fault: { kind: "refuse", forMs: 5000 } },
				},
				line(305, "node-2", "(VI_1) Backup received priority 0 advertisement"),
			],
		}),
	);
	expect(report.phases?.detectionMs).toBe(5);
});

test("requests alone that were lost are no moved address", () => {
	const report = reportDrill(
		handMadeLog({
			drill: { expectation: { outcome: "unnoticed" } },
			mastersAtEnd: ["node-1"],
		}),
	);
	const noticed = report.audits.find(
		({ audit }) => audit === "outcome-unnoticed",
	);
	expect(noticed).toMatchObject({ passed: false });
	expect(noticed?.timed).toBeUndefined();
});

test("a busy computer that loses requests while one node is the master throughout moves no address", () => {
	const expectation = { outcome: "unnoticed" } as const;
	const log = handMadeLog({
		drill: { expectation },
		mastersAtEnd: ["node-1"],
	})
		.filter(({ type }) => type !== "vrrp")
		.map((event): LoggedEvent => {
			if (event.type !== "probe") {
				return event;
			}
			const { node: _node, lost: _lost, ...request } = event;
			const { timeNs } = event;
			return timeNs >= 400 * MS && timeNs < 700 * MS
				? { ...request, lost: "timeout" }
				: { ...request, node: "node-1" };
		});
	const failures = reportDrill(log).audits.filter(({ passed }) => !passed);
	expect(failures.map(({ audit, timed }) => [audit, timed])).toEqual([
		["outcome-unnoticed", true],
		["within-prediction", true],
		["did-not-move", true],
	]);
});
