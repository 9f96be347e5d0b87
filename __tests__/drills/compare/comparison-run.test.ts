import { describe, expect, test } from "vitest";
import { reportDrill } from "../../../drills/analysis/drill-report";
import type { DrillRun } from "../../../drills/analysis/drill-results";
import {
	type ComparisonRun,
	runComparison,
} from "../../../drills/compare/comparison-run";
import type {
	LabMaker,
	RunOptions,
	TemporaryLab,
} from "../../../drills/compare/lab-maker";
import { FAULTS } from "../../../drills/faults/catalogue";
import { DrillError } from "../../../drills/log/drill-error";
import type { Fault } from "../../../drills/run/fault";
import { seedName, TUTORIALS } from "../../../labs/tutorials/catalogue";
import { handMadeLog } from "../hand-made-log";
import { LOCAL_PLAN } from "../local-plan";

const faultsNamed = (...names: readonly string[]): readonly Fault[] =>
	FAULTS.filter(({ id }) => names.includes(id));

const tutorialsNamed = (...names: readonly string[]) =>
	TUTORIALS.filter((tutorial) => names.includes(seedName(tutorial)));

const runOf = (fault: Fault, subject?: string): DrillRun => ({
	report: reportDrill(
		handMadeLog({
			outageMs: subject === undefined ? 20 : 200,
			drill: {
				drill: fault.id,
				...(subject !== undefined && { subject }),
			},
		}),
	),
	logFile: `${fault.id}.ndjson`,
});

/** Labs of which nothing is made, that keep a diary. */
class MadeUpLabs implements LabMaker {
	readonly diary: string[] = [];

	constructor(private readonly changes: Partial<TemporaryLab> = {}) {}

	async make({ name, lab, cloud }: Parameters<LabMaker["make"]>[0]) {
		this.diary.push(`${name}: made, ${lab} on ${cloud}`);
		const drill = async (fault: Fault, run: number, options: RunOptions) => {
			this.diary.push(`${name}: ${fault.id} ${run}`);
			options.onProgress?.(`at ${fault.id}`);
			return runOf(fault, options.subject);
		};
		return {
			unfit: () => undefined,
			answers: async () => true,
			drill,
			...this.changes,
			remove: async () => {
				this.diary.push(`${name}: removed`);
			},
		};
	}
}

const comparison = (
	labs: LabMaker,
	faults: readonly Fault[],
	changes: Partial<ComparisonRun> = {},
): ComparisonRun => ({
	plan: LOCAL_PLAN,
	name: "halab",
	faults,
	runs: 1,
	jobs: 1,
	options: {},
	labs,
	drillRunning: async () => ({
		reports: faults.map((fault) => runOf(fault).report),
		impossible: {},
	}),
	onRun: () => {},
	...changes,
});

describe("a comparison", () => {
	test("drills each tutorial in a lab of its own, which is removed", async () => {
		const labs = new MadeUpLabs();
		const told: string[] = [];
		const { own, comparisons } = await runComparison(
			tutorialsNamed("seed:tencent", "seed:onprem"),
			comparison(labs, faultsNamed("stop-keepalived"), {
				runs: 2,
				options: { onProgress: (line) => told.push(line) },
			}),
		);
		expect(labs.diary).toEqual([
			"halab-vs-tencent: made, havip-nopreempt on tencentcloud",
			"halab-vs-tencent: stop-keepalived 1",
			"halab-vs-tencent: stop-keepalived 2",
			"halab-vs-tencent: removed",
			"halab-vs-onprem: made, havip-nopreempt on tencentcloud",
			"halab-vs-onprem: stop-keepalived 1",
			"halab-vs-onprem: stop-keepalived 2",
			"halab-vs-onprem: removed",
		]);
		expect(told[0]).toBe("halab-vs-tencent: at stop-keepalived");
		expect(own.reports).toHaveLength(1);
		expect(comparisons).toMatchObject([
			{
				ours: { name: "halab", lab: "havip-nopreempt", timing: "safe" },
				theirs: { name: "seed:tencent" },
				runs: 2,
				intervalMs: 10,
				from: "client",
				rows: [{ drill: "stop-keepalived", better: "ours", ratio: 10 }],
			},
			{ theirs: { name: "seed:onprem" } },
		]);
	});

	test("drills ours in the other way of moving an address too, once for all tutorials of that way", async () => {
		const labs = new MadeUpLabs();
		const { comparisons } = await runComparison(
			tutorialsNamed("seed:kingsoft", "seed:tencent"),
			comparison(labs, faultsNamed("stop-keepalived")),
		);
		expect(labs.diary.filter((line) => line.includes("made"))).toEqual([
			"halab-vs-route: made, route-nexthop on ksyun",
			"halab-vs-tencent: made, havip-nopreempt on tencentcloud",
			"halab-vs-kingsoft: made, route-nexthop on ksyun",
		]);
		expect(
			comparisons.map(({ ours, theirs }) => [theirs.name, ours.lab]),
		).toEqual([
			["seed:tencent", "havip-nopreempt"],
			["seed:kingsoft", "route-nexthop"],
		]);
	});

	test("a fault that cannot be done to a tutorial is told, and the next has its turn", async () => {
		const labs = new MadeUpLabs({
			unfit: ({ id }) => (id === "freeze" ? "no hypervisor" : undefined),
		});
		const { comparisons } = await runComparison(
			tutorialsNamed("seed:tencent"),
			comparison(labs, faultsNamed("freeze", "power-cut")),
		);
		expect(comparisons[0]?.rows).toMatchObject([
			{ drill: "freeze", impossible: "no hypervisor" },
			{ drill: "power-cut", better: "ours" },
		]);
	});

	test("a drill that fails in a lab that others used has a chance in a new one", async () => {
		let failures = 0;
		const labs = new MadeUpLabs({
			drill: async (fault) => {
				if (fault.id === "power-cut" && failures++ === 0) {
					throw new DrillError("the pair is not well");
				}
				return runOf(fault, "seed:tencent");
			},
		});
		const { comparisons } = await runComparison(
			tutorialsNamed("seed:tencent"),
			comparison(labs, faultsNamed("stop-keepalived", "power-cut")),
		);
		expect(comparisons[0]?.rows.map(({ better }) => better)).toEqual([
			"ours",
			"ours",
		]);
		expect(labs.diary).toEqual([
			"halab-vs-tencent: made, havip-nopreempt on tencentcloud",
			"halab-vs-tencent: removed",
			"halab-vs-tencent: made, havip-nopreempt on tencentcloud",
			"halab-vs-tencent: removed",
		]);
	});

	test("in a new lab it fails once and for all", async () => {
		const labs = new MadeUpLabs({
			drill: async () => {
				throw new DrillError("no unit nginx");
			},
		});
		const { comparisons } = await runComparison(
			tutorialsNamed("seed:tencent"),
			comparison(labs, faultsNamed("stop-keepalived")),
		);
		expect(comparisons[0]?.rows).toMatchObject([
			{ impossible: "no unit nginx" },
		]);
	});

	test("a lab whose address is dead is made anew for the next drill", async () => {
		const labs = new MadeUpLabs({ answers: async () => false });
		await runComparison(
			tutorialsNamed("seed:tencent"),
			comparison(labs, faultsNamed("stop-keepalived"), { runs: 2 }),
		);
		expect(labs.diary).toEqual([
			"halab-vs-tencent: made, havip-nopreempt on tencentcloud",
			"halab-vs-tencent: stop-keepalived 1",
			"halab-vs-tencent: removed",
			"halab-vs-tencent: made, havip-nopreempt on tencentcloud",
			"halab-vs-tencent: stop-keepalived 2",
			"halab-vs-tencent: removed",
		]);
	});

	test("when something is broken the labs are removed all the same", async () => {
		const labs = new MadeUpLabs({
			drill: async () => {
				throw new TypeError("a defect");
			},
		});
		await expect(
			runComparison(
				tutorialsNamed("seed:tencent"),
				comparison(labs, faultsNamed("stop-keepalived")),
			),
		).rejects.toThrow("a defect");
		expect(labs.diary.at(-1)).toBe("halab-vs-tencent: removed");
	});
});
