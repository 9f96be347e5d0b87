import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLOUD_IDS } from "../../../design/capabilities";
import { HELPER, runPython } from "./python";

/** More of them: HALAB_HISTORIES=10000 npx vitest run simulation. */
const HISTORIES = Number(process.env["HALAB_HISTORIES"] ?? 3_400);
const SEED = Number(process.env["HALAB_SEED"] ?? 1);

const simulate = (helper: string, cloud: string, histories: number) =>
	runPython(["simulation.py", helper, cloud, `${histories}`, `${SEED}`]);

test.concurrent.each(CLOUD_IDS)(
	"%s: in random histories of two nodes and a faulty API, the route ends at the master",
	async (cloud) => {
		const { stdout, stderr } = await simulate(HELPER, cloud, HISTORIES);
		expect(`${stdout}${stderr}`).toBe(`${HISTORIES} histories`);
	},
	Math.max(120_000, HISTORIES * 40),
);

describe("the simulation notices when the helper", () => {
	let broken: string;
	beforeAll(async () => {
		broken = await mkdtemp(join(tmpdir(), "halab-nexthop-"));
	});
	afterAll(() => rm(broken, { recursive: true }));

	test.each<[string, string, string, string, RegExp]>([
		[
			"does not read the VRRP state again before it changes a route",
			"ksyun",
			"if self.goal(destination) != goal:",
			"if False:",
			/calls \w+ at [\d.]+ and is not master/,
		],
		[
			"leaves a route deleted when it is not master any more",
			"ksyun",
			'return self.owed.get(destination["cidr"], "")',
			'return ""',
			/was missing for/,
		],
		[
			"is content with a second route to the same address",
			"ksyun",
			"len(routes) == 1 and",
			"routes and",
			/leads to \['i-.', 'i-.'\]/,
		],
		[
			"does not wait until the cloud has finished a change",
			"alicloud",
			'if not all(route["ready"] for route in routes) or (changed and start < changed + 1):',
			"if False:",
			/leads to \['i-.'\], the master is/,
		],
	])(
		"%s",
		async (_name, cloud, right, wrong, message) => {
			await cp(HELPER, broken, { recursive: true });
			const core = join(broken, "nexthop.py");
			const text = await readFile(core, "utf8");
			expect(text).toContain(right);
			await writeFile(core, text.replace(right, wrong));
			const { exitCode, stdout } = await simulate(broken, cloud, 3_000);
			expect(exitCode).toBe(1);
			expect(stdout.split("\n")[0]).toMatch(message);
			expect(stdout).toMatch(/^seed \d+:/);
		},
		60_000,
	);
});
