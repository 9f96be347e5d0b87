import { spawnSync } from "node:child_process";
import {
	copyFileSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import manifest from "../../package.json";
import { LAB_TEST, noBoot, ownLab } from "../local/lab/own-lab";

const ROOT = join(__dirname, "../..");

type ScriptName = keyof typeof manifest.scripts;

interface Outcome {
	readonly exitCode: number | null;
	readonly output: string;
}

/** How it is shown that a script works. */
type Check =
	/** It is run, in a small version where it is long. */
	| {
			readonly words?: readonly string[];
			readonly environment?: Readonly<Record<string, string>>;
			/** @default 0 */
			readonly exitCode?: number;
			readonly says: RegExp;
			readonly boots?: true;
	  }
	/** Something else is known of it, in a test or a file of the project. */
	| { readonly shownBy: () => void };

function run(
	script: string,
	words: readonly string[],
	{
		cwd = ROOT,
		environment = {},
	}: {
		cwd?: string;
		environment?: Readonly<Record<string, string>>;
	} = {},
): Outcome {
	const { status, stdout, stderr } = spawnSync(
		"npm",
		["run", script, "--", ...words],
		{
			cwd,
			encoding: "utf8",
			env: { ...process.env, ...environment },
			timeout: 120_000,
		},
	);
	return { exitCode: status, output: `${stdout}${stderr}` };
}

/** In a project of one badly written file: the script writes. */
function formats(): void {
	const directory = mkdtempSync(join(tmpdir(), "halab-format-"));
	onTestFinished(() => rmSync(directory, { recursive: true }));
	for (const file of ["package.json", "biome.json", ".gitignore"]) {
		copyFileSync(join(ROOT, file), join(directory, file));
	}
	symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
	const file = join(directory, "written.ts");
	writeFileSync(file, "export const   a = 'b'");
	expect(run("format", [], { cwd: directory })).toMatchObject({ exitCode: 0 });
	expect(readFileSync(file, "utf8")).toBe('export const a = "b";\n');
}

const NPM_TEST = "scripts/test.mjs";

/** `npm test` does this itself before it runs the tests. */
const runByNpmTest = (): void => {
	expect(readFileSync(join(ROOT, NPM_TEST), "utf8")).toContain(
		'["run", "--silent", "check"]',
	);
	expect(manifest.scripts.check).toBe("npm run types && npm run lint");
	expect(manifest.scripts.test).toBe(`node ${NPM_TEST}`);
};

/** Every script of package.json. */
const CHECKS: Readonly<Record<ScriptName, Check>> = {
	get: { words: ["--if-stale"], says: /scripts\/get\.mjs --if-stale/ },
	types: { shownBy: runByNpmTest },
	lint: { shownBy: runByNpmTest },
	check: { shownBy: runByNpmTest },
	format: { shownBy: formats },
	rooms: { words: ["--check"], says: /are those of the code/ },
	start: { words: ["--help"], says: /Usage: halab demo/ },
	test: {
		words: ["__tests__/base/ipv4.test.ts"],
		says: /\n[1-9]\d* passed, 0 failed\n/,
	},
	fuzz: { words: ["50"], says: /\n[1-9]\d* passed, 0 failed\n/ },
	"schemas:update": {
		// It asks a registry for the providers; without Terraform it says what it needs.
		environment: { TERRAFORM_BINARY_NAME: "/no/terraform" },
		exitCode: 1,
		says: /\/no\/terraform is not installed; install Terraform/,
	},
	bench: {
		words: ["--small"],
		says: /one stack.*type check of a consumer.*VIP answers after up.*by route.*ksyun: signed requests/s,
		boots: true,
	},
	"bench:faults": {
		words: ["--small"],
		environment: { HALAB_BENCH_FAULTS: "stop-keepalived" },
		says: /safe: stop keepalived +\d+ ms/,
		boots: true,
	},
	"test:providers": {
		// Without a mirror of providers it synthesizes, and says what it left out.
		words: ["dual-master, ksyun"],
		environment: { TF_CLI_CONFIG_FILE: "" },
		says: /skipped dual-master, ksyun.*\n0 passed, 0 failed, 1 skipped\n/s,
	},
	build: {
		// The benchmarks above began with it. A program that another one starts is imported by nobody.
		shownBy: () =>
			expect(
				["cli/main", "local/cloud/main"].filter(
					(program) => !existsSync(join(ROOT, "dist", `${program}.js`)),
				),
			).toEqual([]),
	},
	prepack: {
		shownBy: () => expect(manifest.scripts.prepack).toBe("npm run build"),
	},
	"docs:api": {
		// Its tools are fetched from a registry, so that only what it is told can be looked at.
		shownBy: () => {
			const room = join(ROOT, "docs/api");
			const { entryPoints, tsconfig }: Record<string, string | string[]> =
				JSON.parse(readFileSync(join(room, "typedoc.json"), "utf8"));
			const files = [entryPoints ?? [], tsconfig ?? []].flat();
			expect(files.length).toBeGreaterThan(1);
			for (const file of files) {
				expect(existsSync(join(room, file)), file).toBe(true);
			}
			expect(existsSync(join(room, "package-lock.json"))).toBe(true);
		},
	},
	"test:cdktn": {
		// A part of `npm test`.
		shownBy: () => {
			const [, room = ""] = manifest.scripts["test:cdktn"].split(
				`node ${NPM_TEST} `,
			);
			expect(readdirSync(join(ROOT, room))).toContain("cdktn.test.ts");
		},
	},
};

ownLab("halab-bench");

test("every script of package.json is here", () => {
	expect(Object.keys(CHECKS).sort()).toEqual(
		Object.keys(manifest.scripts).sort(),
	);
});

for (const [name, check] of Object.entries(CHECKS)) {
	if ("shownBy" in check) {
		test(`npm run ${name}`, check.shownBy);
		continue;
	}
	const { words = [], environment = {}, exitCode = 0, says, boots } = check;
	const title = ["npm run", name, ...words].join(" ");
	describe.skipIf(boots && noBoot)(boots ? noBoot : "", LAB_TEST, () => {
		test(title, { timeout: 150_000 }, () => {
			const outcome = run(name, words, { environment });
			expect(outcome.output).toMatch(says);
			expect(outcome.exitCode).toBe(exitCode);
		});
	});
}

test("a benchmark that is not known is refused", () => {
	expect(run("bench", ["sinth", "--tiny"])).toMatchObject({
		exitCode: 2,
		output: expect.stringContaining("not known: sinth, --tiny; allowed: synth"),
	});
});

/** Runs a piece of a script with a search path of one directory. */
function onPathOf(directory: string, code: string): string {
	const setup = JSON.stringify(pathToFileURL(join(ROOT, "scripts/setup.mjs")));
	const { stdout } = spawnSync(
		process.execPath,
		[
			"--input-type=module",
			"-e",
			`import { terraformNotice } from ${setup}; ${code}`,
		],
		{ encoding: "utf8", env: { PATH: directory } },
	);
	return stdout;
}

test("a missing terraform is named, with what to install; one that is there is not", () => {
	const directory = mkdtempSync(join(tmpdir(), "halab-path-"));
	onTestFinished(() => rmSync(directory, { recursive: true }));
	const say = "console.log(terraformNotice())";
	expect(onPathOf(directory, say)).toMatch(
		/^terraform is missing: .* Install Terraform 1\.x \(https:/,
	);
	writeFileSync(join(directory, "terraform"), "");
	expect(onPathOf(directory, say)).toBe("undefined\n");
});

test("npm test says so before it runs the tests, npm start does not", () => {
	const setup = readFileSync(join(ROOT, "scripts/setup.mjs"), "utf8");
	expect(setup).toContain("tests ? terraformNotice() : undefined");
});
