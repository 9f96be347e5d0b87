import { describe, expect, it } from "vitest";
import { predictOutages } from "../../../design/outage";
import { TIMING_PROFILES } from "../../../design/timing";
import { DrillError } from "../../../drills/log/drill-error";
import { counted, toNdjson } from "../../../drills/log/event-log";
import { readDrillLog } from "../../../drills/log/read-log";
import { handMadeLog, MS } from "../hand-made-log";
import { realLogs } from "../report/fixtures";

describe("an event log that is read", () => {
	it("is the log that was written", () => {
		const log = handMadeLog({ failsBack: true });
		expect(readDrillLog(toNdjson(log), "log")).toEqual(log);
	});

	it("keeps fields that are not known", () => {
		const text = `${JSON.stringify({ type: "machine", timeNs: 1, machine: "n", state: "on", why: "new" })}\n`;
		expect(readDrillLog(text, "log")).toEqual([
			{ type: "machine", timeNs: 1, machine: "n", state: "on", why: "new" },
		]);
	});

	it("takes what older versions wrote in words, and what they did not say", () => {
		const prediction = {
			minMs: 0,
			maxMs: 5,
			formula: "the old master answers",
		};
		const lines = handMadeLog().map((event) => {
			switch (event.type) {
				case "drill":
					return {
						...event,
						title: "halab-drain on the master",
						expectation: { outcome: "takeover", prediction: "drain" },
						prediction,
					};
				case "fault":
					return { ...event, command: "power cut" };
				default:
					return event;
			}
		});
		const log = readDrillLog(
			lines.map((line) => JSON.stringify(line)).join("\n"),
			"log",
		);
		expect(log[0]).toMatchObject({
			title: "halab-drain on the master",
			expectation: { drained: true },
			prediction,
		});
		expect(log.filter(({ type }) => type === "fault")).toMatchObject([
			{ command: "power cut" },
			{ command: "power cut" },
		]);
	});

	it("gives back the terms of every prediction, and the steps of faults", () => {
		const predictions = [
			{},
			{ routeChangeCalls: 2, atomicNextHopChange: false },
			{ havipSwitch: { minMs: 0, maxMs: 4000, source: "assumed" } } as const,
		].flatMap((surroundings) =>
			Object.values(predictOutages(TIMING_PROFILES.fast, 253, surroundings)),
		);
		for (const prediction of predictions) {
			const log = handMadeLog({
				drill: { prediction },
				more: [
					{
						...{
							type: "fault",
							timeNs: 290 * MS,
							action: "prepare",
							machine: "cloud",
						},
						step: {
							kind: "break-api",
							fault: {
								kind: "throttle",
								changes: true,
								count: 3,
								forMs: 60_000,
							},
						},
					},
				],
			});
			expect(readDrillLog(toNdjson(log), "log")).toEqual(log);
		}
	});

	it("takes the logs of real drills", () => {
		expect(realLogs().map(({ log }) => log.length > 100)).not.toContain(false);
	});

	it.each([
		["no JSON", "{"],
		["an unknown event", '{"type":"party","timeNs":1}'],
		["a lacking field", '{"type":"machine","timeNs":1,"machine":"n"}'],
	])("says which line is wrong: %s", (_, line) => {
		const text = `${toNdjson(handMadeLog().slice(0, 2))}${line}\n`;
		expect(() => readDrillLog(text, "my.ndjson")).toThrow(DrillError);
		expect(() => readDrillLog(text, "my.ndjson")).toThrow(/^my\.ndjson:3 /);
	});

	it.each([
		[
			{ type: "machine", timeNs: "1", machine: "n" },
			"timeNs: must be a number; state: is missing",
		],
		[
			{ type: "machine", timeNs: 1, machine: "n", state: "asleep" },
			"state: must be one of off, on, frozen, thawed",
		],
		[{ type: "party", timeNs: 1 }, "type: is none of what is known here"],
		[[], "must be a map"],
	])("says in our own words what is wrong with %j", (event, complaint) => {
		expect(() => readDrillLog(JSON.stringify(event), "my.ndjson")).toThrow(
			`my.ndjson:1 is no event of a drill: ${complaint}. Give files that`,
		);
	});

	// The first line of a real log is a request: what was drilled stands further down.
	const text = toNdjson(counted(realLogs()[0]?.log ?? []));
	const lines = text.trimEnd().split("\n");

	it.each([
		[
			"a log given twice",
			`${text}${text}`,
			/^my\.ndjson:\d+ begins a second drill/,
		],
		[
			"a log whose lines were shuffled",
			`${lines.toReversed().join("\n")}\n`,
			/^my\.ndjson:2 is earlier than the line before it/,
		],
		[
			"a log without its first line",
			`${lines.slice(1).join("\n")}\n`,
			/^my\.ndjson:\d+ says that the log has \d+ events, and it has \d+: lines are missing/,
		],
		[
			"a log without its last line",
			`${lines.slice(0, -1).join("\n")}\n`,
			/^my\.ndjson:\d+ says that the log has \d+ events, and it has \d+: lines are missing/,
		],
		[
			"a line that stands there twice",
			text.replace(`${lines[5]}\n`, `${lines[5]}\n${lines[5]}\n`),
			/^my\.ndjson:\d+ says that the log has \d+ events, and it has \d+: lines are added/,
		],
		[
			"a log that is cut off",
			text.slice(0, -20),
			/^my\.ndjson:\d+ is not valid JSON; the file seems cut off/,
		],
	])("is refused: %s", (_, changed, complaint) => {
		expect(() => readDrillLog(changed, "my.ndjson")).toThrow(DrillError);
		expect(() => readDrillLog(changed, "my.ndjson")).toThrow(complaint);
	});
});
