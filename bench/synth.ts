// How long planning and synthesis take: one stack, a class of 30, and 200 in one app, each planned by itself. `npm run bench` runs it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { LabPlan } from "../plan/lab-plan";
import { median, row } from "./figures";
import { times } from "./size";

const RUNS = times("HALAB_BENCH_RUNS", 9, 1);
const MANY = times("HALAB_BENCH_STACKS", 200, 5);
const SEATS = 30;
const TARGET_SEATS_MS = 1000;
const TARGET_ONE_MS = 100;

const ACCESS = {
	adminCidrs: ["198.51.100.7/32"],
	publicKey: `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${"C7".repeat(171)}`,
};

/** Time of one call in milliseconds. */
function timed(work: () => void): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}

/** Loads the app as the first synthesis of a process does. */
async function load() {
	const [{ labApp, LabStack }, { planLab }, { settingsSchema }] =
		await Promise.all([
			import("../main.js"),
			import("../plan/plan-lab.js"),
			import("../plan/settings.js"),
		]);
	/** The plan of one learner's lab, as each of a class has it: names differ. */
	const planSeat = (seat: number): LabPlan =>
		planLab(settingsSchema.parse({ access: ACCESS, name: `seat-${seat}` }));
	return { labApp, LabStack, planSeat };
}

async function bench(outdir: string): Promise<void> {
	const start = performance.now();
	const { labApp, LabStack, planSeat } = await load();
	const loadMs = performance.now() - start;

	const classOf = (seats: number) => (): void => {
		const app = labApp(planSeat(1), outdir);
		for (let seat = 2; seat <= seats; seat++) {
			new LabStack(app, planSeat(seat), `seat-${seat}`);
		}
		app.synth();
	};
	const one = classOf(1);
	const many = classOf(MANY);
	const firstMs = timed(one);
	const firstManyMs = timed(many);
	// Of one app: later runs add what the garbage collector has not fetched yet.
	const rssMb = process.memoryUsage().rss / 1024 / 1024;
	const oneMs = median(Array.from({ length: RUNS }, () => timed(one)));
	const seatsMs = median(
		Array.from({ length: RUNS }, () => timed(classOf(SEATS))),
	);
	const manyMs = median(Array.from({ length: RUNS }, () => timed(many)));

	const ms = (value: number): string => `${value.toFixed(0)} ms`;
	row("load cdktf, constructs and bindings", ms(loadMs), "");
	row("first stack of a process", ms(firstMs), "");
	row(`one stack, median of ${RUNS}`, ms(oneMs), `≤ ${ms(TARGET_ONE_MS)}`);
	row(
		`${SEATS} seats of a class in one app, median of ${RUNS}`,
		ms(seatsMs),
		`≤ ${ms(TARGET_SEATS_MS)}`,
	);
	row(`${MANY} stacks in one app, median of ${RUNS}`, ms(manyMs), "");
	row(`memory after ${MANY} stacks`, `${rssMb.toFixed(0)} MB`, "≤ 300 MB");
	row(`the first ${MANY} stacks of a process`, ms(firstManyMs), "");
}

const outdir = mkdtempSync(join(tmpdir(), "halab-bench-"));
bench(outdir).finally(() => rmSync(outdir, { recursive: true, force: true }));
