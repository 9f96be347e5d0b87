// What the most common faults cost in each timing profile, in labs on this machine. `npm run bench:faults` runs it; it takes
// two minutes for each run of all. HALAB_BENCH_RUNS sets the number of runs of each fault; HALAB_BENCH_PROFILES and
// HALAB_BENCH_FAULTS choose some, e.g. safe,fast and drain,power-cut.
import { runDrills } from "../cli/run-drill";
import type { TimingName } from "../design/timing";
import type { DrillReport } from "../drills/analysis/drill-report";
import { percentile, unavailableMs } from "../drills/analysis/figures";
import { FAULTS } from "../drills/faults/catalogue";
import { LocalLab } from "../local/lab/lab";
import { benchPlan } from "./bench-plan";
import { row } from "./figures";
import { some, times } from "./size";

const RUNS = times("HALAB_BENCH_RUNS", 20, 1);
const PROFILES = ["safe", "fast", "lab"] as const satisfies TimingName[];

/** Whether a name is among those that a variable of the environment lists; without it every name is. */
const isWanted = (variable: string, name: string): boolean =>
	process.env[variable]?.split(",").includes(name) ?? true;

interface Measurement {
	readonly fault: string;
	readonly what: string;
	readonly unit: string;
	/** Milliseconds between two requests. */
	readonly intervalMs: number;
	readonly figureOf: (report: DrillReport) => number;
	/** The figures to reach. */
	readonly limits: Readonly<Record<(typeof PROFILES)[number], number>>;
}

const outage = (
	fault: string,
	what: string,
	...[safe, fast, lab]: [number, number, number]
): Measurement => ({
	...{ fault, what, unit: "ms", intervalMs: 5 },
	figureOf: unavailableMs,
	limits: { safe, fast, lab },
});

const MEASUREMENTS: readonly Measurement[] = [
	{
		fault: "drain",
		what: "planned drain, requests lost of 1,000/s",
		unit: "lost",
		intervalMs: 1,
		figureOf: (report) => report.outage.lost,
		limits: { safe: 0, fast: 0, lab: 0 },
	},
	outage("stop-keepalived", "stop keepalived", 15, 10, 10),
	outage("crash-nginx", "nginx crash", 25, 25, 25),
	outage("hang-nginx", "nginx hang", 1500, 600, 300),
	outage("power-cut", "power cut", 2400, 250, 40),
	{
		...outage("split-brain", "split brain, after healing", 1500, 300, 150),
		figureOf: (report) => report.recoveryMs,
	},
];

async function measure(timing: (typeof PROFILES)[number]): Promise<void> {
	const { lab } = await LocalLab.up(benchPlan({ timing }));
	try {
		for (const { fault, what, unit, limits, ...rest } of some(
			MEASUREMENTS.filter(({ fault }) => isWanted("HALAB_BENCH_FAULTS", fault)),
		)) {
			const { reports } = await runDrills(
				FAULTS.filter(({ id }) => id === fault),
				RUNS,
				lab,
				{ intervalMs: rest.intervalMs },
				() => undefined,
			);
			const figures = reports.map(rest.figureOf);
			const [p50, p95, max] = [0.5, 0.95, 1].map((share) =>
				percentile(figures, share).toFixed(0),
			);
			const failed = reports.filter(({ passed }) => !passed).length;
			row(
				`${timing}: ${what}`,
				`${p50} ${unit}`,
				`${limits[timing]} (p95 ${p95}, max ${max}, ${RUNS} runs${failed > 0 ? `, ${failed} failed an audit` : ""})`,
			);
		}
	} finally {
		await lab.down();
	}
}

async function main(): Promise<void> {
	for (const timing of some(
		PROFILES.filter((name) => isWanted("HALAB_BENCH_PROFILES", name)),
	)) {
		await measure(timing);
	}
}

main();
