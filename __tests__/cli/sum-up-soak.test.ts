import { expect, test } from "vitest";
import { sumUpSoak } from "../../cli/sum-up-soak";
import { quiet } from "../../drills/faults/quiet";
import { DrillError } from "../../drills/log/drill-error";
import { judgeStep } from "../../drills/soak/soak";
import { handMadeLog } from "../drills/hand-made-log";

const result = judgeStep(
	{ number: 1, fault: quiet, phaseMs: 0 },
	handMadeLog({
		drill: { drill: "quiet", expectation: { outcome: "unnoticed" } },
	}),
);
const SUMMARY =
	/^1 steps with seed 7; 1 false failovers; \d+ invariants violated$/m;

test("a soak is summed up when it ends", async () => {
	const said: string[] = [];
	const results = await sumUpSoak(
		7,
		async (onStep) => {
			await onStep(result);
			return [result];
		},
		(text) => said.push(text),
	);
	expect(results).toEqual([result]);
	expect(said).toEqual([expect.stringMatching(SUMMARY)]);
});

test("a soak that breaks off is summed up so far, and fails as it did", async () => {
	const said: string[] = [];
	const broken = new DrillError("The pair is not well.");
	await expect(
		sumUpSoak(
			7,
			async (onStep) => {
				await onStep(result);
				throw broken;
			},
			(text) => said.push(text),
		),
	).rejects.toBe(broken);
	expect(said).toEqual([expect.stringMatching(SUMMARY)]);
});

test("a soak without a step has nothing to sum up", async () => {
	const said: string[] = [];
	await expect(
		sumUpSoak(
			7,
			() => Promise.reject(new DrillError("The pair is not well.")),
			(text) => said.push(text),
		),
	).rejects.toThrow(DrillError);
	expect(said).toEqual([]);
});
