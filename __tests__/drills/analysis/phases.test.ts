import { expect, test } from "vitest";
import { reportDrill } from "../../../drills/analysis/drill-report";
import { type Phases, phasesOf } from "../../../drills/analysis/phases";
import { eventsOf } from "../../../drills/log/event-log";
import {
	type HandMade,
	handMadeLog,
	line,
	MS,
	state,
	VIP,
} from "../hand-made-log";
import { realLogs } from "../report/fixtures";

const FAULT_NS = 300 * MS;

function phases(made: HandMade): Phases | undefined {
	const log = handMadeLog(made);
	const [drill] = eventsOf(log, "drill");
	return drill && phasesOf(log, drill, FAULT_NS);
}

test("a planned switch: priority 0, the skew, the first gratuitous ARP, the first answer", () => {
	const more = [
		line(301, "node-2", "(VI_1) Backup received priority 0 advertisement"),
		line(311, "node-2", "(VI_1) Receive advertisement timeout"),
		line(312.5, "node-2", `Sending gratuitous ARP on eth0 for ${VIP}`),
	];
	expect(phases({ more })).toEqual({
		newMaster: "node-2",
		effectMs: 0,
		detectionMs: 1,
		detectedBy: "priority 0",
		electionMs: 11,
		announcementMs: 0.5,
		announcedBy: "gratuitous ARP",
		clientMs: 8.5,
	});
});

test("the loss of a node: the master-down timer", () => {
	const more = [line(311, "node-2", "(VI_1) Receive advertisement timeout")];
	expect(phases({ more })).toEqual({
		newMaster: "node-2",
		effectMs: 0,
		detectionMs: 11,
		detectedBy: "advertisement timeout",
		electionMs: 1,
		clientMs: 9,
	});
});

test("a routed address is found when the route has changed", () => {
	const route = {
		type: "route",
		timeNs: 317 * MS,
		destination: `${VIP}/32`,
		machine: "node-2",
	} as const;
	expect(phases({ more: [route] })).toMatchObject({
		announcementMs: 5,
		announcedBy: "route",
		clientMs: 4,
	});
});

test("without the cloud's events the nexthop helper tells when it moved the route", () => {
	const moved = {
		type: "nexthop",
		timeNs: 318 * MS,
		machine: "node-2",
		verb: "migrate",
		result: "moved",
	} as const;
	expect(phases({ more: [moved] })).toMatchObject({
		announcementMs: 6,
		announcedBy: "route",
	});
});

test("nobody became master", () => {
	expect(phases({ nobodyTakesOver: true })).toBeUndefined();
});

test("a fault that takes its time to take effect: what follows counts from the first lost request", () => {
	const more = [
		line(321, "node-2", "(VI_1) Receive advertisement timeout"),
		state(322, "node-2", "MASTER"),
	];
	const log = handMadeLog({ more, outageMs: 40 }).filter(
		(event) =>
			!(event.type === "vrrp" && event.timeNs === 312 * MS) &&
			!(event.type === "probe" && event.timeNs === 300 * MS),
	);
	const [drill] = eventsOf(log, "drill");
	expect(drill && phasesOf(log, drill, FAULT_NS)).toMatchObject({
		effectMs: 10,
		detectionMs: 11,
	});
});

test("a node that answers until the switch: nothing is lost before the new master knows", () => {
	const more = [line(311, "node-2", "(VI_1) Receive advertisement timeout")];
	expect(phases({ more, outageMs: 0 })).not.toHaveProperty("effectMs");
});

test.each(
	realLogs().map(({ file, log }) => [file, log] as const),
)("of %s the phases after the effect are the outage", (_, log) => {
	const { phases: found, faultOutage, intervalMs } = reportDrill(log);
	const { effectMs, detectionMs = 0, electionMs = 0 } = found ?? {};
	const { announcementMs = 0, clientMs = 0 } = found ?? {};
	const sumMs = detectionMs + electionMs + announcementMs + clientMs;
	const missingMs = faultOutage.totalMs - sumMs;
	expect(missingMs).toBeLessThan(2 * intervalMs);
	if (effectMs !== undefined) {
		// Without an effect the old master served for a part of it: all of it need not be an outage.
		expect(-missingMs).toBeLessThan(2 * intervalMs + clientMs);
	}
});
