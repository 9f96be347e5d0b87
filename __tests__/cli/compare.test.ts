import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { LAB_TEST } from "../local/lab/own-lab";
import { Workplace } from "./halab";

const ROOT = process.getuid?.() === 0;

const figures = z.object({
	runs: z.literal(1),
	inAll: z.object({ p50Ms: z.number() }),
	lost: z.number(),
	endings: z.object({ "as-expected": z.literal(1) }),
});

const outputSchema = z.object({
	reports: z.array(z.object({ drill: z.string() })),
	comparisons: z.array(
		z.object({
			ours: z.object({ timing: z.literal("fast") }),
			theirs: z.object({
				name: z.literal("seed:tencent"),
				corrections: z.array(z.string()).min(1),
			}),
			rows: z.array(
				z.object({
					drill: z.literal("stop-keepalived"),
					ours: figures,
					theirs: figures,
					better: z.string(),
				}),
			),
		}),
	),
});

test("a tutorial that nobody knows is refused, and the known ones are named", () => {
	const workplace = new Workplace();
	const { exitCode, stderr } = workplace.halab(
		...["compare", "stop-keepalived", "--against", "seed:tencent,seed:nobody"],
	);
	workplace.remove();
	expect(exitCode).toBe(2);
	expect(stderr).toMatch(
		/Unknown configuration: seed:nobody\. Allowed.*seed:tencent, seed:kingsoft, seed:alibaba, seed:onprem/,
	);
});

describe.skipIf(!ROOT)("a comparison (needs root)", LAB_TEST, () => {
	const workplace = new Workplace();
	workplace.writeSettings("name: halab-test\ntiming: fast\n");

	afterAll(() => {
		workplace.halab("down");
		workplace.remove();
	});

	test("the same drill on ours and on a tutorial's, which leaves nothing", () => {
		expect(workplace.halab("up").exitCode).toBe(0);
		const { stdout, stderr } = workplace.halab(
			...["compare", "stop-keepalived", "--against", "seed:tencent", "--json"],
		);
		expect(stdout, stderr).not.toBe("");
		const { reports, comparisons } = outputSchema.parse(JSON.parse(stdout));
		expect(reports).toHaveLength(1);
		expect(comparisons).toHaveLength(1);
		expect(comparisons[0]?.rows).toHaveLength(1);

		const state = join(workplace.directory, "state");
		const labs = readdirSync(state, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map(({ name }) => name);
		expect(labs).toEqual(["halab-test"]);
		const drills = join(state, "halab-test", "drills");
		const subjects = readdirSync(drills).map(
			(file) =>
				/"subject":"([^"]+)"/.exec(
					readFileSync(join(drills, file), "utf8"),
				)?.[1],
		);
		expect(subjects.sort()).toEqual(["seed:tencent", undefined]);
	}, 150_000);
});
