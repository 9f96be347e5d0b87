import { expect, test } from "vitest";
import { FAULTS } from "../../../drills/faults/catalogue";
import { stopKeepalived } from "../../../drills/faults/stop-keepalived";
import { DrillError } from "../../../drills/log/drill-error";
import type { LoggedEvent } from "../../../drills/log/events";
import { FaultBench } from "../../../drills/run/fault-bench";
import { runFault } from "../../../drills/run/run-fault";
import type { ApiFault } from "../../../ports/bench";
import { LOCAL_PLAN } from "../local-plan";
import { idleBench } from "./idle-bench";

test("what the API does so many times counts changes alone, which the helper's timer makes none of", async () => {
	const made: ApiFault[] = [];
	const told: LoggedEvent[] = [];
	const bench = new FaultBench(
		idleBench({
			breakApi: async (fault) => {
				made.push(fault);
				return "fault-1";
			},
		}),
		"prepare",
		(event) => told.push(event),
	);
	for (const { prepare } of FAULTS) {
		await prepare?.({ plan: LOCAL_PLAN, bench, node: "node-1", peers: [] });
	}
	const counting = made.filter(({ count }) => count !== undefined);
	expect(counting.map(({ kind }) => kind)).toEqual([
		"throttle",
		"task-conflict",
		"lost-answer",
		"expired-credential",
	]);
	for (const { kind, changes } of counting) {
		expect(changes ?? kind === "task-conflict", kind).toBe(true);
	}
	expect(told).toContainEqual(
		expect.objectContaining({
			step: {
				kind: "break-api",
				fault: { kind: "throttle", changes: true, count: 3, forMs: 60_000 },
			},
		}),
	);
});

test.each([
	[
		"a node is off",
		{ isOn: async (node: string) => node !== "node-2" },
		/^The drill was not started: node-2 is powered off or cannot be reached\. See: halab status$/,
	],
	[
		"a node is in FAULT",
		{},
		/^The drill was not started: node-2 is FAULT in VI_1\. See: halab status$/,
	],
])("a drill that cannot begin says what is wrong: %s", async (_, more, says) => {
	const drill = runFault(idleBench(more), LOCAL_PLAN, stopKeepalived);
	await expect(drill).rejects.toThrow(DrillError);
	await expect(
		runFault(idleBench(more), LOCAL_PLAN, stopKeepalived),
	).rejects.toThrow(says);
});

test.each([
	[
		{ exitCode: 1, stderr: "bash: echo: write error: No space left on device" },
		"ENOSPC",
	],
	[
		{ exitCode: 1, stderr: "bash: /var/log/x: Read-only file system\n" },
		"bash: /var/log/x: Read-only file system",
	],
	[{ exitCode: 0, stderr: "" }, undefined],
])("a write that is tried is noted with how it ended: %o", async (result, error) => {
	const events: LoggedEvent[] = [];
	const bench = idleBench({ run: async () => ({ stdout: "", ...result }) });
	const hands = new FaultBench(bench, "prepare", (event) => events.push(event));
	await hands.tryWrite("node-1", "/var/log/x");
	expect(events).toEqual([
		{
			...{ type: "write", timeNs: 20e9, machine: "node-1", path: "/var/log/x" },
			...(error !== undefined && { error }),
		},
	]);
});
