// What a failover by the route table costs on each cloud's dialect, with an API that takes 20 ms per call.
// `npm run bench route` runs it alone. HALAB_BENCH_RUNS sets the number of runs.
import { runDrills } from "../cli/run-drill";
import { CLOUD_IDS, type CloudId } from "../design/clouds";
import { FAULTS } from "../drills/faults/catalogue";
import { LocalLab } from "../local/lab/lab";
import { benchPlan } from "./bench-plan";
import { median, row } from "./figures";
import { some, times } from "./size";

const RUNS = times("HALAB_BENCH_RUNS", 5, 1);
const LIMITS = { "stop-keepalived": "≤ 200 ms", "power-cut": "≤ 500 ms" };

async function measure(cloud: CloudId): Promise<void> {
	const { lab } = await LocalLab.up(
		benchPlan({ lab: "route-nexthop", timing: "fast", cloud }),
	);
	try {
		for (const [fault, limit] of some(Object.entries(LIMITS))) {
			const outages: number[] = [];
			await runDrills(
				FAULTS.filter(({ id }) => id === fault),
				RUNS,
				lab,
				{ from: "bastion" },
				({ report }) => outages.push(report.outage.longestMs),
			);
			const shown = outages.map((outage) => outage.toFixed(0)).join(", ");
			row(
				`${cloud}, fast: ${fault} by route, median of ${RUNS}`,
				`${median(outages).toFixed(0)} ms`,
				`${limit}   (${shown})`,
			);
		}
	} finally {
		await lab.down();
	}
}

async function main(): Promise<void> {
	for (const cloud of some(CLOUD_IDS)) {
		await measure(cloud);
	}
}

main();
