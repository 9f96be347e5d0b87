import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";

const ROOT = resolve(__dirname, "..");

/** Says what the walls say of a tree of source files. */
function walls(directory: string): {
	readonly exitCode: number | null;
	readonly output: string;
} {
	const { status, stdout, stderr } = spawnSync(
		join(ROOT, "node_modules/.bin/depcruise"),
		[".", "--config", join(ROOT, ".dependency-cruiser.cjs")],
		{ cwd: directory, encoding: "utf8" },
	);
	return { exitCode: status, output: `${stdout}${stderr}` };
}

test("the walls of this house hold", () => {
	expect(walls(ROOT)).toMatchObject({
		exitCode: 0,
		output: expect.stringMatching(/no dependency violations found \(\d{3}/),
	});
});

/** What is wrong with a house, how it is named, and the files that show it. */
const CROOKED: readonly (readonly [
	string,
	RegExp,
	Readonly<Record<string, string>>,
])[] = [
	[
		"an import that goes up",
		/design may import base, .*: design\/pair\.ts → plan\/plan\.ts/,
		{
			"design/pair.ts": `export * from "../plan/plan";\n`,
			"plan/plan.ts": "export const plan = 1;\n",
		},
	],
	[
		"one of types only",
		/keepalived may import base: keepalived\/config\.ts → design\/pair\.ts/,
		{
			"keepalived/config.ts": `import type { Pair } from "../design/pair";\nexport type Config = Pair;\n`,
		},
	],
	[
		"one that waits until it is needed",
		/drills may import .*: drills\/run\/drill\.ts → local\/lab\/lab\.ts/,
		{
			"drills/run/drill.ts": `export const lab = () => import("../../local/lab/lab");\n`,
			"local/lab/lab.ts": "export const lab = 1;\n",
		},
	],
	[
		"one through an inner wall",
		/local\/host may import .*: local\/host\/host\.ts → local\/lab\/lab\.ts/,
		{ "local/host/host.ts": `export * from "../lab/lab";\n` },
	],
	[
		"one cloud's constructs in another's",
		/constructs\/ksyun may import .*: constructs\/ksyun\/eip\.ts → constructs\/alicloud\/eip\.ts/,
		{
			"constructs/ksyun/eip.ts": `export * from "../alicloud/eip";\n`,
			"constructs/alicloud/eip.ts": "export const eip = 1;\n",
		},
	],
	[
		"a circle, of types only",
		/a circle of imports: base\/[ab]\.ts →/,
		{
			"base/a.ts": `export type { B } from "./b";\nexport type A = 1;\n`,
			"base/b.ts": `import type { A } from "./a";\nexport type B = A;\n`,
		},
	],
	[
		"a room that nobody knows",
		/no room of rooms\.json: attic\/box\.ts/,
		{ "attic/box.ts": "export const box = 1;\n" },
	],
	[
		"an inner room that nobody knows",
		/no room of rooms\.json, drills\/: drills\/attic\/box\.ts/,
		{
			"drills/attic/box.ts": `export * from "../log/log";\n`,
			"drills/log/log.ts": "export const log = 1;\n",
		},
	],
	[
		"a pure room that reads a file",
		/a pure room asks nothing of the machine: plan\/lab\.ts → fs/,
		{ "plan/lab.ts": `import "node:fs";\n` },
	],
];

describe("what is found", () => {
	let output = "";

	beforeAll(() => {
		const directory = mkdtempSync(join(tmpdir(), "halab-rooms-"));
		try {
			for (const [, , files] of CROOKED) {
				for (const [path, text] of Object.entries(files)) {
					mkdirSync(dirname(join(directory, path)), { recursive: true });
					writeFileSync(join(directory, path), text);
				}
			}
			const found = walls(directory);
			expect(found.exitCode).toBeGreaterThan(0);
			output = found.output;
		} finally {
			rmSync(directory, { recursive: true });
		}
	});

	test.each(CROOKED)("%s", (_name, found) => {
		expect(output).toMatch(found);
	});

	test("and nothing else", () => {
		expect(output).toContain(`${CROOKED.length} dependency violations`);
	});
});
