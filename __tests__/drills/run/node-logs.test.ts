import { expect, test } from "vitest";
import { readJournal } from "../../../drills/run/journal";
import { readNexthopLog } from "../../../drills/run/nexthop-log";
import { vrrpTransitions } from "../../../drills/run/vrrp-transitions";

const OFFSETS = { monotonicNs: 5000, wallNs: -1e18 };

/** A line as journald writes it: taken `lateUs` microseconds after it was sent. */
const entry = (monotonicUs: number, message: string, lateUs = 0): string =>
	JSON.stringify({
		__REALTIME_TIMESTAMP: String(1_795_248_000_000_000 + monotonicUs),
		__MONOTONIC_TIMESTAMP: String(monotonicUs),
		_SOURCE_REALTIME_TIMESTAMP: String(
			1_795_248_000_000_000 + monotonicUs - lateUs,
		),
		SYSLOG_IDENTIFIER: "Keepalived_vrrp",
		MESSAGE: message,
	});

const journal = (...messages: readonly string[]) =>
	readJournal(
		"node-1",
		`${messages.map((message, index) => entry(index + 1, message)).join("\n")}\n`,
		OFFSETS,
	);

test("a line's time is when it was sent, on the bench's clock", () => {
	expect(readJournal("node-1", entry(2000, "a", 30), OFFSETS)).toEqual([
		{
			type: "log",
			timeNs: 1_970_000 + 5000,
			machine: "node-1",
			source: "Keepalived_vrrp",
			text: "a",
		},
	]);
});

test("systemd's lines have no time of sending", () => {
	const line = JSON.stringify({
		__REALTIME_TIMESTAMP: "20",
		__MONOTONIC_TIMESTAMP: "7",
		SYSLOG_IDENTIFIER: "systemd",
		MESSAGE: "Stopped",
	});
	expect(readJournal("node-1", line, OFFSETS)[0]?.timeNs).toBe(12_000);
});

const states = (...messages: readonly string[]): string[] =>
	vrrpTransitions(journal(...messages)).map(
		({ instance, state }) => `${instance} ${state}`,
	);

test("transitions of several virtual routers", () => {
	expect(
		states(
			"(VI_1) Entering BACKUP STATE (init)",
			"(VI_2) Entering MASTER STATE",
			"(VI_1) Receive advertisement timeout",
		),
	).toEqual(["VI_1 BACKUP", "VI_2 MASTER"]);
});

test("a master that stops and one that goes to FAULT both send priority 0", () => {
	expect(states("(VI_1) sent 0 priority")).toEqual(["VI_1 STOP"]);
	expect(
		states("(VI_1) Entering FAULT STATE", "(VI_1) sent 0 priority"),
	).toEqual(["VI_1 FAULT"]);
});

test("the nexthop helper's lines among others", () => {
	const log = `[2026-11-21 08:04:32]  notify_master
[2026-11-21 08:04:32]  nexthop {"time": 1795248292.651, "verb": "migrate", "result": "ok", "ms": {"total": 12.5}}
`;
	const [event, ...others] = readNexthopLog("node-1", log, {
		monotonicNs: 0,
		wallNs: -1_795_248_292e9,
	});
	expect(others).toEqual([]);
	expect(event).toMatchObject({
		verb: "migrate",
		result: "ok",
		ms: { total: 12.5 },
	});
	expect((event?.timeNs ?? 0) / 1e6).toBeCloseTo(651, 2);
});
