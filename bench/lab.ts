// How long a lab takes to come up and go, and what a planned switch costs. `npm run bench` runs it after synth.ts.
// HALAB_BENCH_RUNS sets the number of runs; HALAB_BENCH_COLD=1 also builds the node image from nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { runDrill } from "../cli/run-drill";
import type { TimingName } from "../design/timing";
import { LocalLab } from "../local/lab/lab";
import { benchPlan } from "./bench-plan";
import { median, row } from "./figures";
import { some, times } from "./size";

const RUNS = times("HALAB_BENCH_RUNS", 5, 1);

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
	const start = performance.now();
	const result = await work();
	return [performance.now() - start, result];
}

interface Figures {
	readonly upMs: number[];
	readonly downMs: number[];
	readonly outageMs: number[];
}

async function measure(timing: TimingName, runs: number): Promise<Figures> {
	const figures: Figures = { upMs: [], downMs: [], outageMs: [] };
	const plan = benchPlan({ timing });
	for (let run = 0; run < runs; run++) {
		const [upMs, { lab }] = await timed(() => LocalLab.up(plan));
		try {
			const { report } = await runDrill("stop-keepalived", lab, {
				intervalMs: 5,
			});
			figures.upMs.push(upMs);
			figures.outageMs.push(report.outage.longestMs);
		} finally {
			const [downMs] = await timed(() => lab.down());
			figures.downMs.push(downMs);
		}
	}
	return figures;
}

async function coldStart(): Promise<number> {
	const cache = mkdtempSync(join(tmpdir(), "halab-bench-cache-"));
	process.env["HALAB_CACHE_DIR"] = cache;
	try {
		const [upMs, { lab }] = await timed(() =>
			LocalLab.up(benchPlan({ timing: "safe" })),
		);
		await lab.down();
		return upMs;
	} finally {
		delete process.env["HALAB_CACHE_DIR"];
		rmSync(cache, { recursive: true, force: true });
	}
}

async function main(): Promise<void> {
	const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
	const ms = (value: number): string => `${value.toFixed(0)} ms`;
	for (const timing of some(["safe", "fast"] as const)) {
		const { upMs, downMs, outageMs } = await measure(timing, RUNS);
		row(
			`${timing}: VIP answers after up, median of ${RUNS}`,
			seconds(median(upMs)),
			timing === "safe" ? "≤ 6 s" : "",
		);
		row(`${timing}: down, median`, seconds(median(downMs)), "≤ 3 s");
		row(
			`${timing}: stop-keepalived, median outage`,
			ms(median(outageMs)),
			`≤ 25 ms   (${outageMs.map(ms).join(", ")})`,
		);
	}
	if (process.env["HALAB_BENCH_COLD"]) {
		row("VIP answers from nothing", seconds(await coldStart()), "≤ 90 s");
	} else {
		console.log(
			"VIP answers from nothing: skipped; HALAB_BENCH_COLD=1 runs it",
		);
	}
}

main();
