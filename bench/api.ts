// How many signed requests per second the doubles of the clouds' APIs answer. `npm run bench` runs it after lab.ts.
// HALAB_BENCH_REQUESTS sets the number of requests per cloud.
import { Agent } from "node:http";
import { performance } from "node:perf_hooks";
import { send } from "../__tests__/local/api/send";
import { describeRoutes } from "../__tests__/local/api/sign";
import { startCloud } from "../__tests__/local/api/test-cloud";
import { CLOUD_IDS, type CloudId } from "../design/clouds";
import { median, row } from "./figures";
import { times } from "./size";

const REQUESTS = times("HALAB_BENCH_REQUESTS", 3_000, 50);
/** Keep-alive connections, each with one request at a time. */
const CONNECTIONS = 8;
const ROUNDS = 5;

/** Requests per second. They are signed before the clock starts: what a client costs is not the double's. */
async function measure(cloud: CloudId): Promise<number> {
	const double = await startCloud(cloud);
	const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	try {
		await double.route("i-1");
		const rates: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			const requests = Array.from(
				{ length: Math.ceil(REQUESTS / ROUNDS) },
				() =>
					describeRoutes(
						cloud,
						`127.0.0.1:${double.port}`,
						double.routeTableId,
					),
			);
			const queue = requests.values();
			const start = performance.now();
			await Promise.all(
				Array.from({ length: CONNECTIONS }, async () => {
					for (const request of queue) {
						const { status, body } = await send(double.port, request, agent);
						if (status !== 200 || !body.includes("10.255.34.200/32")) {
							throw new Error(`${cloud} answered ${status} ${body}`);
						}
					}
				}),
			);
			rates.push((requests.length / (performance.now() - start)) * 1_000);
		}
		return median(rates);
	} finally {
		agent.destroy();
		await double.close();
	}
}

async function main(): Promise<void> {
	for (const cloud of CLOUD_IDS) {
		row(
			`API double, ${cloud}: signed requests`,
			`${Math.round(await measure(cloud))}/s`,
			"at least 500/s",
		);
	}
}

main();
