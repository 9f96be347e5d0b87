import { expect, test } from "vitest";
import {
	ownedMs,
	ownership,
	withLostTakeovers,
} from "../../../drills/analysis/ownership";
import { eventsOf, inOrder } from "../../../drills/log/event-log";
import type { LoggedEvent } from "../../../drills/log/events";
import { handMadeLog, line, MS, state, VIP } from "../hand-made-log";

const begin: LoggedEvent = {
	type: "snapshot",
	timeNs: 0,
	moment: "before",
	machine: "node-1",
	states: { VI_1: "MASTER" },
	addresses: [],
	files: {},
	processes: [],
};

const machine = (
	timeMs: number,
	to: "off" | "on" | "frozen" | "thawed",
): LoggedEvent => ({
	type: "machine",
	timeNs: timeMs * MS,
	machine: "node-1",
	state: to,
});

/** The spans as `from-to owners`, in milliseconds. */
const picture = (events: readonly LoggedEvent[]): string[] =>
	ownership(inOrder([begin, ...events]), "VI_1").map(
		({ fromNs, toNs, owners }) =>
			`${fromNs / MS}-${toNs / MS} ${owners.join("+") || "nobody"}`,
	);

test("a planned switch", () => {
	expect(
		picture([
			state(10, "node-1", "STOP"),
			state(22, "node-2", "MASTER"),
			state(50, "node-1", "BACKUP"),
		]),
	).toEqual(["0-10 node-1", "10-22 nobody", "22-50 node-2"]);
});

test("without power nobody is master", () => {
	expect(
		picture([
			machine(10, "off"),
			state(40, "node-2", "MASTER"),
			machine(60, "on"),
		]),
	).toEqual(["0-10 node-1", "10-40 nobody", "40-60 node-2"]);
});

/** The order comes at 10 ms, its end at 60 ms. */
const ordered = (to: "off" | "frozen"): LoggedEvent => ({
	...{ type: "machine", timeNs: 60 * MS, machine: "node-1", state: to },
	orderedNs: 10 * MS,
});

const answer = (timeMs: number, node: string): LoggedEvent => ({
	...{ type: "probe", timeNs: timeMs * MS, vantage: "client", sequence: 0 },
	...{ intendedNs: timeMs * MS, latencyMs: 1, node },
});

test("the power goes with the order or with the last answer, however late the end of the order is known", () => {
	const after = [state(40, "node-2", "MASTER"), machine(90, "on")];
	expect(picture([ordered("off"), ...after])).toEqual([
		"0-10 node-1",
		"10-40 nobody",
		"40-90 node-2",
	]);
	const answers = [answer(5, "node-1"), answer(25, "node-1")];
	expect(picture([ordered("off"), ...answers, ...after])).toEqual([
		"0-25 node-1",
		"25-40 nobody",
		"40-90 node-2",
	]);
	// Two nodes that answered were two masters.
	expect(picture([ordered("off"), answer(50, "node-1"), ...after])).toEqual([
		"0-40 node-1",
		"40-50 node-1+node-2",
		"50-90 node-2",
	]);
});

test("so does a node freeze, and it wakes up as the master that it was", () => {
	expect(
		picture([
			ordered("frozen"),
			state(40, "node-2", "MASTER"),
			machine(80, "thawed"),
			state(90, "node-2", "BACKUP"),
		]),
	).toEqual([
		"0-10 node-1",
		"10-40 nobody",
		"40-80 node-2",
		"80-90 node-1+node-2",
	]);
});

test("a frozen node wakes up as the master that it was", () => {
	expect(
		picture([
			machine(10, "frozen"),
			state(40, "node-2", "MASTER"),
			machine(60, "thawed"),
			state(61, "node-2", "BACKUP"),
			state(70, "node-2", "BACKUP"),
		]),
	).toEqual([
		"0-10 node-1",
		"10-40 nobody",
		"40-60 node-2",
		"60-61 node-1+node-2",
		"61-70 node-1",
	]);
});

test("a thawed node is awake from its first line in the log, however late the end of the order is known", () => {
	expect(
		picture([
			machine(10, "frozen"),
			state(40, "node-2", "MASTER"),
			line(60, "node-1", "(VI_1) Received advert with lower priority"),
			state(61, "node-2", "BACKUP"),
			machine(120, "thawed"),
			line(130, "node-1", "later"),
		]),
	).toEqual([
		"0-10 node-1",
		"10-40 nobody",
		"40-60 node-2",
		"60-61 node-1+node-2",
		"61-130 node-1",
	]);
});

test("a backup that hears priority 0 tells that the master has left, whose own log may be lost", () => {
	expect(
		picture([
			line(10, "node-2", "(VI_1) Backup received priority 0 advertisement"),
			state(12, "node-2", "MASTER"),
			state(20, "node-2", "MASTER"),
		]),
	).toEqual(["0-10 node-1", "10-12 nobody", "12-20 node-2"]);
});

test("other virtual routers do not count", () => {
	expect(
		picture([
			{ ...state(10, "node-2", "MASTER"), instance: "VI_2" } as LoggedEvent,
		]),
	).toEqual(["0-10 node-1"]);
});

test("times with two masters and with none", () => {
	const spans = [
		{ fromNs: 0, toNs: 10 * MS, owners: ["node-1"] },
		{ fromNs: 10 * MS, toNs: 14 * MS, owners: [] },
		{ fromNs: 14 * MS, toNs: 20 * MS, owners: ["node-1", "node-2"] },
	];
	expect(ownedMs(spans, (owners) => owners === 0, 0, 20 * MS)).toBe(4);
	expect(ownedMs(spans, (owners) => owners > 1, 16 * MS, 30 * MS)).toBe(4);
});

test("over a network the nodes are looked at one after the other: before the last one nobody knows who is master", () => {
	const backup: LoggedEvent = {
		...begin,
		...{ machine: "node-2", timeNs: 0, states: { VI_1: "BACKUP" } },
	};
	const later: LoggedEvent = { ...begin, timeNs: 80 * MS };
	const log = inOrder([backup, later, state(200, "node-1", "STOP")]);
	expect(ownership(log, "VI_1")).toEqual([
		{ fromNs: 80 * MS, toNs: 200 * MS, owners: ["node-1"] },
	]);
});

test("a node that announces the address while its power goes had become master, whatever is left of its log", () => {
	const off: LoggedEvent = {
		type: "machine",
		timeNs: 700 * MS,
		machine: "node-2",
		state: "off",
		orderedNs: 620 * MS,
	};
	const announced = (timeMs: number): LoggedEvent => ({
		type: "announcement",
		timeNs: timeMs * MS,
		address: VIP,
		machine: "node-2",
	});
	const takeovers = (...more: readonly LoggedEvent[]) =>
		eventsOf(
			withLostTakeovers(handMadeLog({ nobodyTakesOver: true, more })),
			"vrrp",
		)
			.filter(
				({ machine: node, state: is }) => node === "node-2" && is === "MASTER",
			)
			.map(({ timeNs }) => timeNs / MS);
	expect(takeovers(announced(650), announced(660), off)).toEqual([650]);
	expect(takeovers(announced(600), off)).toEqual([]);
	expect(takeovers(announced(650))).toEqual([]);
	expect(
		takeovers(state(630, "node-2", "MASTER"), announced(650), off),
	).toEqual([630]);
});
