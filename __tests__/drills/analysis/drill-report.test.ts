import { describe, expect, test } from "vitest";
import {
	type DrillReport,
	reportDrill,
} from "../../../drills/analysis/drill-report";
import {
	failed,
	type HandMade,
	handMadeLog,
	line,
	MS,
	state,
	VIP,
} from "../hand-made-log";

const report = (made: HandMade = {}): DrillReport =>
	reportDrill(handMadeLog(made));

describe("a takeover", () => {
	test("a good drill passes", () => {
		expect(report()).toMatchObject({
			before: "node-1",
			after: "node-2",
			atEnd: "node-2",
			passed: true,
			outage: { lost: 2, longestMs: 20 },
			noOwnerMs: 11,
			twoOwnersMs: 0,
			recoveryMs: 0,
		});
	});

	test("a request under way at the fault does not tell who answered before it", () => {
		const log = handMadeLog({ outageMs: 0 }).map((event) =>
			event.type === "probe" && event.sequence === 29
				? { ...event, node: "node-2", latencyMs: 18 }
				: event,
		);
		expect(reportDrill(log)).toMatchObject({ before: "node-1", passed: true });
	});

	test("an outage beyond the prediction fails", () => {
		expect(failed({ outageMs: 250 })).toEqual(["within-prediction"]);
	});

	test("nobody taking over fails", () => {
		expect(report({ nobodyTakesOver: true }).after).toBe("nobody");
		expect(failed({ nobodyTakesOver: true })).toEqual(
			expect.arrayContaining(["outcome-takeover", "one-owner-during-fault"]),
		);
	});

	test("a failback fails without preemption and passes with it", () => {
		const made = { failsBack: true, mastersAtEnd: ["node-1"] };
		expect(failed(made)).toEqual(["did-not-move-back"]);
		expect(failed({ ...made, drill: { preemption: "preempt" } })).toEqual([]);
	});

	test("no failback fails with preemption", () => {
		expect(failed({ drill: { preemption: "preempt" } })).toEqual([
			"moved-back",
		]);
	});

	test("a fault after which the address may move has no opinion on failback", () => {
		const made: HandMade = {
			failsBack: true,
			mastersAtEnd: ["node-1"],
			drill: {
				expectation: { outcome: "takeover", mayMoveAfterHealing: true },
			},
		};
		expect(failed(made)).toEqual([]);
	});
});

describe("a fault that nobody should notice", () => {
	const drill = { expectation: { outcome: "unnoticed" } } as const;

	test("fails when the address moves or requests are lost", () => {
		expect(failed({ drill })).toEqual(["outcome-unnoticed"]);
	});
});

describe("audits", () => {
	test("two masters at the end fail", () => {
		expect(failed({ mastersAtEnd: ["node-1", "node-2"] })).toEqual([
			"one-master-after-healing",
			"well-again",
		]);
	});

	test("two masters for longer than an advertisement interval fail, with the log", () => {
		const more = [
			line(650, "node-1", "(VI_1) Entering MASTER STATE"),
			state(651, "node-1", "MASTER"),
		];
		const { audits } = report({ more, drill: { advertIntervalMs: 100 } });
		const verdict = audits.find(({ passed }) => !passed);
		expect(verdict?.audit).toBe("two-masters");
		expect(verdict?.evidence).toContainEqual(more[0]);
	});

	test("an answer from a node that is no master fails", () => {
		const wrong = {
			type: "probe",
			timeNs: 905 * MS,
			vantage: "bastion",
			...{ sequence: 1, intendedNs: 905 * MS, latencyMs: 1, node: "node-1" },
		} as const;
		expect(failed({ more: [wrong] })).toEqual(["only-master-answers"]);
	});

	test("a changed configuration or a wrong state file fails", () => {
		const files = { "/etc/keepalived/keepalived.conf": "another" };
		expect(failed({ after: { files } })).toEqual(["files-intact"]);
	});

	test("the notify script's child may wait for the helper, but not for ever", () => {
		const command =
			"/bin/bash /etc/keepalived/notify_action.sh /run/halab/fifo";
		const process = { state: "S", command };
		const reader = { ...process, pid: 81, parent: 80, seconds: 200 };
		const left = (pid: number, parent: number, seconds: number) =>
			failed({
				after: {
					processes: [reader, { ...process, pid, parent, seconds }],
				},
			});
		expect(left(90, 81, 63)).toEqual([]);
		expect(left(90, 81, 130)).toEqual(["left-overs"]);
		expect(left(90, 1, 63)).toEqual(["left-overs"]);
	});

	test("zombies and a missing notify script fail", () => {
		const zombie = {
			...{ pid: 90, parent: 80 },
			state: "Z",
			seconds: 1,
			command: "[check_http.sh]",
		};
		expect(failed({ after: { processes: [zombie] } })).toEqual(["left-overs"]);
	});

	test("a cloud that leads elsewhere fails", () => {
		const to = (machine: string) =>
			({
				type: "route",
				timeNs: 320 * MS,
				destination: `${VIP}/32`,
				machine,
			}) as const;
		expect(failed({ more: [to("node-2")] })).toEqual([]);
		expect(failed({ more: [to("node-1")] })).toEqual(["cloud-follows-master"]);
	});
});

test("an incomplete log is refused", () => {
	expect(() => reportDrill([])).toThrow(/does not hold a complete drill/);
});

test("a report says all that the log says of the drill", () => {
	const told = {
		subject: "seed:onprem",
		startedAt: "2026-11-21T11:40:12.345Z",
		seed: 7,
		run: 3,
		phaseMs: 250,
		advertIntervalMs: 1000,
	};
	expect(report({ drill: told })).toMatchObject(told);
});
