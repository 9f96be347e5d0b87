import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fileProblem, isMissing } from "../../base/file-problem";

function reading(path: string): unknown {
	try {
		return readFileSync(path);
	} catch (error) {
		return error;
	}
}

test("what reading files says, in words", () => {
	const directory = mkdtempSync(join(tmpdir(), "halab-file-"));
	onTestFinished(() => rmSync(directory, { recursive: true }));
	const none = reading(join(directory, "none"));
	expect(isMissing(none)).toBe(true);
	expect(isMissing(reading(join(__filename, "none")))).toBe(true);
	const wrong = reading(directory);
	expect(isMissing(wrong)).toBe(false);
	expect(fileProblem(wrong)?.what).toBe("it is a directory, not a file");
});

test("an error of something else", () => {
	expect(fileProblem(new Error("ENOENT"))).toBeUndefined();
	expect(
		fileProblem(Object.assign(new Error("x"), { code: "constructor" })),
	).toBeUndefined();
	expect(isMissing(undefined)).toBe(false);
});
