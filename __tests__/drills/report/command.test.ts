import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { reportFileSchema } from "../../../drills/report/report-file";
import { Workplace } from "../../cli/halab";
import { LOGS } from "./fixtures";

const workplace = new Workplace();
afterAll(() => workplace.remove());

const logs = (part: string): readonly string[] =>
	readdirSync(LOGS)
		.filter((file) => file.includes(part))
		.map((file) => join(LOGS, file));

const out = (...parts: readonly string[]): string =>
	join(workplace.directory, ...parts);

describe("halab report", () => {
	it("writes the page, the data, JUnit's XML and the pictures", () => {
		const { exitCode, stdout, stderr } = workplace.halab(
			...["report", ...logs("crash-nginx"), "--out", out("good")],
			...["--budget", "300ms"],
		);
		expect(stderr).toContain("report.html");
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/crash-nginx +1 +20 ms/);
		for (const file of ["report.html", "report.json", "junit.xml"]) {
			expect(existsSync(out("good", file))).toBe(true);
		}
		const pictures = readdirSync(out("good", "pictures"));
		expect(pictures).toContain("timeline-crash-nginx-1.zh.svg");
		const png = readFileSync(out("good", "pictures", "topology.zh.png"));
		expect(png.subarray(1, 4).toString()).toBe("PNG");
		expect(
			reportFileSchema.parse(
				JSON.parse(readFileSync(out("good", "report.json"), "utf8")),
			),
		).toMatchObject({ passed: true, budgetMs: 300 });
	});

	it("ends with 1 when the budget was exceeded", () => {
		const { exitCode } = workplace.halab(
			...["report", ...logs("crash-nginx"), "--out", out("slow")],
			...["--budget", "10ms"],
		);
		expect(exitCode).toBe(1);
	});

	it.each([
		["there are no logs", ["--name", "nowhere"], "holds no event logs"],
		["a file is missing", ["no.ndjson"], "There is no file no.ndjson."],
		["a file is none", [join(__dirname, "fixtures.ts")], "fixtures.ts:1 is no"],
	])("says so when %s", (_, words, message) => {
		const { exitCode, stderr } = workplace.halab(
			...["report", "--out", out("none"), ...words],
		);
		expect(stderr).toContain(message);
		expect(exitCode).toBe(1);
	});
});
