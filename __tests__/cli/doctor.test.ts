import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Workplace } from "./halab";

const workplace = new Workplace();

afterAll(() => workplace.remove());

describe("doctor", () => {
	test("finds programs where the search path of an ordinary user does not lead", () => {
		const { stdout } = workplace.halabWith({ PATH: "/usr/bin:/bin" }, "doctor");
		expect(stdout).toMatch(/Programs: all there/);
		expect(stdout).not.toMatch(/command not found/);
	});

	test.each([
		["file", /✖ State directory: .*file: .*a file, not a directory/],
		["/proc/x", /✖ State directory: .*\/proc\/x: it does not exist and cannot/],
		["/sys/x", /✖ State directory: .*\/sys\/x: permission is denied/],
	])("says that nothing can be kept in %s", (directory, message) => {
		writeFileSync(join(workplace.directory, "file"), "");
		const { stdout, exitCode } = workplace.halabWith(
			{ HALAB_STATE_DIR: directory },
			"doctor",
		);
		expect(stdout).toMatch(message);
		expect(stdout).toMatch(/→ Set HALAB_STATE_DIR to another directory/);
		expect(exitCode).toBe(1);
	});
});
