import { expect, test } from "vitest";
import { DrillError } from "../../../drills/log/drill-error";
import { writeReport } from "../../../drills/report/write-report";
import { CONTEXT, realLogs } from "./fixtures";

test.each([
	"",
	" ",
])("a report needs a directory with a name: '%s'", async (name) => {
	const written = writeReport(realLogs(), CONTEXT, name);
	await expect(written).rejects.toThrow(DrillError);
	await expect(written).rejects.toThrow(/-o report/);
});
