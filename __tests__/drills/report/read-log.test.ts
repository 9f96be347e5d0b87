import { describe, expect, it } from "vitest";
import { DrillError } from "../../../drills/drill-error";
import { toNdjson } from "../../../drills/event-log";
import { readDrillLog } from "../../../drills/report/read-log";
import { handMadeLog } from "../hand-made-log";
import { realLogs } from "./fixtures";

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
});
