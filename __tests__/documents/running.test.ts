import { spawnSync } from "node:child_process";
import {
	copyFileSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBoot, ownLab } from "../local/lab/own-lab";
import { type Step, WITH_HAVIP, WITH_ROUTE, WITHOUT_LAB } from "./commands";
import { ROOT } from "./documents";

const NAME = "halab-documents";
const STEP_TIMEOUT_MS = 60_000;
const { stateDirectory } = ownLab(NAME);

/** A directory as a reader has it: the project's settings, with a name of its own for the lab. */
let directory: string;

beforeAll(() => {
	directory = mkdtempSync(join(tmpdir(), "halab-documents-"));
	const settings = readFileSync(join(ROOT, "halab.yaml"), "utf8");
	writeFileSync(
		join(directory, "halab.yaml"),
		settings.replace(/^name: halab\b/m, `name: ${NAME}`),
	);
	symlinkSync(join(ROOT, "bin/halab.js"), join(directory, "halab"));
});

afterAll(() => rmSync(directory, { recursive: true }));

/** The newest event log of the lab's drills, where the documents look for one. */
function layOutLog(): void {
	const drills = join(stateDirectory(), NAME, "drills");
	const [newest] = readdirSync(drills).sort().reverse();
	copyFileSync(join(drills, newest ?? ""), join(directory, "LOG.ndjson"));
}

function run(command: string): { exitCode: number | null; output: string } {
	// npx takes half a second each time to find what is here.
	const script = command.replaceAll("npx halab", "halab");
	const { status, stdout, stderr } = spawnSync(
		"bash",
		["-o", "pipefail", "-c", script],
		{
			cwd: directory,
			encoding: "utf8",
			env: {
				...process.env,
				PATH: [directory, process.env["PATH"]].join(delimiter),
				ROOT,
				SETTINGS: join(directory, "halab.yaml"),
				CDKTF_OUTDIR: join(directory, "cdktf.out"),
			},
			timeout: STEP_TIMEOUT_MS,
		},
	);
	// Progress goes to the error output; what was asked for comes first here.
	return { exitCode: status, output: `${stdout}${stderr}` };
}

/** One after the other: each finds what those before it left. */
const story = (steps: readonly Step[]): void => {
	for (const { command, small = command, exitCodes = [0], says } of steps) {
		test(command, { timeout: STEP_TIMEOUT_MS + 5_000 }, () => {
			if (command.startsWith("jq ")) {
				layOutLog();
			}
			const { exitCode, output } = run(small);
			expect(output).toMatch(says);
			expect(exitCodes).toContain(exitCode);
		});
	}
};

describe("commands that need no lab", () => story(WITHOUT_LAB));

describe.skipIf(noBoot)(`commands in a lab with a HAVIP${noBoot}`, () =>
	story(WITH_HAVIP),
);

describe.skipIf(noBoot)(`commands in a lab with a route${noBoot}`, () =>
	story(WITH_ROUTE),
);

test("npx finds halab in a clone", () => {
	const { stdout } = spawnSync("npx", ["halab", "labs"], {
		cwd: ROOT,
		encoding: "utf8",
	});
	expect(stdout).toMatch(/^havip-nopreempt\n/);
});
