import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Workplace } from "./halab";

const workplace = new Workplace();

beforeAll(() => {
	workplace.writeSettings("name: halab-absent");
	writeFileSync(join(workplace.directory, "file"), "");
	mkdirSync(join(workplace.directory, "folder"));
});

afterAll(() => workplace.remove());

const MADE = ["file", "folder", "halab.yaml"];

describe("where a report goes is tried before any work", () => {
	test.each([
		["", /Name a directory/],
		["file", /\/file: .*a file, not a directory/],
		["file/x", /\/file\/x: .*a file, not a directory/],
		["/proc/x", /\/proc\/x: it does not exist and cannot be made there/],
		["/sys/x/y", /\/sys\/x\/y: permission is denied/],
		["/etc/passwd", /\/etc\/passwd: .*a file, not a directory/],
	])("%j", (directory, message) => {
		for (const words of [
			["drill", "stop-keepalived", "--report"],
			["report", "log.ndjson", "-o"],
		]) {
			const { exitCode, stdout, stderr } = workplace.halab(...words, directory);
			expect(stderr).toMatch(message);
			expect(stderr).not.toMatch(/^\s+at /m);
			expect(stdout).toBe("");
			expect(exitCode).toBe(2);
		}
		expect(readdirSync(workplace.directory).sort()).toEqual(MADE);
	});

	test("and what was tried leaves nothing", () => {
		const { exitCode, stderr } = workplace.halab(
			...["drill", "stop-keepalived", "--report", "new/report"],
		);
		expect(stderr).toMatch(/No lab called halab-absent/);
		expect(exitCode).toBe(1);
		expect(readdirSync(workplace.directory).sort()).toEqual(MADE);
	});
});

describe("a file where a directory should be, or the other way round: no stack trace", () => {
	test("a log that is a directory", () => {
		const { exitCode, stderr } = workplace.halab(
			...["report", "folder", "-o", "new"],
		);
		expect(stderr).toBe(
			"folder cannot be read: it is a directory, not a file.\n",
		);
		expect(exitCode).toBe(1);
	});

	test("a state directory that is a file", () => {
		const environment = { HALAB_STATE_DIR: join(workplace.directory, "file") };
		const up = workplace.halabWith(environment, "up");
		expect(up.stderr).toMatch(
			/nothing can be written into .*file: .*a file, not a directory(.|\n)*HALAB_STATE_DIR/,
		);
		expect(up.stderr).not.toMatch(/^\s+at /m);
		expect(up.exitCode).toBe(1);
		const down = workplace.halabWith(environment, "down");
		expect(down.stdout).toMatch(/nothing to remove/);
		expect(down.stderr).toBe("");
		expect(down.exitCode).toBe(0);
	});
});
