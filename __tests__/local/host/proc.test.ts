import { expect, test } from "vitest";
import { startTimeOf } from "../../../local/host/proc";

test("a process is known by its PID and its start time", async () => {
	expect(await startTimeOf(process.pid)).toBeGreaterThan(0);
	expect(await startTimeOf(process.pid)).toBe(await startTimeOf(process.pid));
	expect(await startTimeOf(999_999_999)).toBeUndefined();
});
