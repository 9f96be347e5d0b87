import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CLOUD_IDS } from "../../../design/clouds";
import { HELPER, runPython } from "./python";

/** More of them: HALAB_HISTORIES=10000 npx vitest run simulation. */
const HISTORIES = Number(process.env["HALAB_HISTORIES"] ?? 2_200);
const SEED = Number(process.env["HALAB_SEED"] ?? 1);

const simulate = (
	program: string,
	helper: string,
	cloud: string,
	histories: number,
) => runPython([program, helper, cloud, `${histories}`, `${SEED}`]);

test.concurrent.each(CLOUD_IDS)(
	"%s: in random histories of two nodes and a faulty API, the route ends at the master",
	async (cloud) => {
		const { stdout, stderr } = await simulate(
			"simulation.py",
			HELPER,
			cloud,
			HISTORIES,
		);
		expect(`${stdout}${stderr}`).toBe(`${HISTORIES} histories`);
	},
	Math.max(120_000, HISTORIES * 40),
);

/** What was wrong once, or would be: what stands in a file, and what would stand there. */
const DEFECTS: readonly (readonly [
	name: string,
	cloud: (typeof CLOUD_IDS)[number],
	file: "nexthop.py" | "simulation.py",
	right: string,
	wrong: string,
	message: RegExp,
])[] = [
	[
		"does not read the VRRP state again before it changes a route",
		"ksyun",
		"nexthop.py",
		"if self.goal(destination) != goal:",
		"if False:",
		/calls \w+ at [\d.]+ and is not master/,
	],
	[
		"leaves a route deleted when it is not master any more",
		"ksyun",
		"nexthop.py",
		'return self.owed.get(destination["cidr"], "")',
		'return ""',
		/was missing for/,
	],
	[
		"is content with a second route to the same address",
		"ksyun",
		"nexthop.py",
		"len(routes) == 1 and",
		"routes and",
		/leads to \['i-.', 'i-.'\]/,
	],
	[
		"does not wait until the cloud has finished a change",
		"alicloud",
		"nexthop.py",
		'if not all(route["ready"] for route in routes) or (changed and start < changed + 1):',
		"if False:",
		/was changed \d+ times in \d+ masterships/,
	],
	[
		"believes what a file says of the time before the node booted",
		"tencentcloud",
		"simulation.py",
		'said == "MASTER" and self.has_address(node, instance)',
		'said == "MASTER"',
		/calls ReplaceRoutes at [\d.]+ and is not master/,
	],
	[
		"ends at an answer that it does not know",
		"tencentcloud",
		"nexthop.py",
		"except Exception as error:\n                    failure",
		"except (Refused, OSError) as error:\n                    failure",
		/crashed: (TypeError|KeyError)/,
	],
	[
		"ends when the disk is full",
		"ksyun",
		"nexthop.py",
		'nexthop {entry}\\n")\n    except OSError:',
		'nexthop {entry}\\n")\n    except LookupError:',
		/crashed: OSError\(28/,
	],
	[
		"changes its own route for ever because the cloud shows it under another name",
		"ksyun",
		"nexthop.py",
		'if route.get("id", "") == past.get("made")',
		"if False",
		/was changed \d+ times in \d+ masterships/,
	],
	[
		"takes the route back as often as it looks",
		"tencentcloud",
		"nexthop.py",
		"if routes and (wake := self.turn(destination, told)) > self.now():",
		"if False:",
		/was changed \d+ times in a split/,
	],
	[
		"hurries with each change because VRRP said something once",
		"alicloud",
		"nexthop.py",
		'if told and destination["cidr"] not in self.changed else wait',
		"if told else wait",
		/was changed \d+ times in/,
	],
	[
		"has a reader of transitions that comes back without looking at the addresses",
		"tencentcloud",
		"simulation.py",
		'if self.has_address(node, instance) and self.file[node, instance][0] != "MASTER":',
		"if False:",
		/leads to \['i-.'\], the master is/,
	],
	[
		"looks once after a takeover, and not again later",
		"tencentcloud",
		"simulation.py",
		"for later in (3, 8, 16):",
		"for later in (3,):",
		/leads to \['i-.'\], the master is/,
	],
];

describe("the simulation notices when the helper", () => {
	test.each(DEFECTS)(
		"%s",
		async (_name, cloud, file, right, wrong, message) => {
			const broken = await mkdtemp(join(tmpdir(), "halab-nexthop-"));
			await cp(HELPER, broken, { recursive: true });
			for (const name of ["simulation.py", "clouds.py"]) {
				await cp(join(__dirname, name), join(broken, name));
			}
			const path = join(broken, file);
			const text = await readFile(path, "utf8");
			expect(text).toContain(right);
			await writeFile(path, text.replace(right, wrong));
			const { exitCode, stdout } = await simulate(
				join(broken, "simulation.py"),
				broken,
				cloud,
				3_000,
			);
			await rm(broken, { recursive: true });
			expect(stdout.split("\n")[0]).toMatch(message);
			expect(stdout).toMatch(/^seed \d+:/);
			expect(exitCode).toBe(1);
		},
		60_000,
	);
});
