import { execFileSync } from "node:child_process";
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { COMBINATIONS } from "../matrix";

const directory = mkdtempSync(join(tmpdir(), "halab-engines-"));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Synthesizes the whole matrix in a process of its own, with the engine that it finds. */
function synthesize(name: string, ...nodeOptions: string[]) {
	const outdir = join(directory, name);
	mkdirSync(outdir);
	const engine = execFileSync(
		process.execPath,
		[
			...nodeOptions,
			"--import",
			"tsx",
			join(__dirname, "synth-matrix.ts"),
			outdir,
		],
		{ encoding: "utf8" },
	).trim();
	const stacks = readdirSync(outdir, { encoding: "utf8", recursive: true })
		.filter((path) => path.endsWith("cdk.tf.json"))
		.sort();
	return {
		engine,
		stacks: stacks.map((path) => ({
			path,
			json: JSON.parse(readFileSync(join(outdir, path), "utf8")),
		})),
	};
}

/** What is the engine's own and not the stack's: metadata with its name, and the path of the local state. */
function comparable(json: {
	"//"?: unknown;
	terraform?: { backend?: unknown };
}): unknown {
	const { "//": _, terraform, ...rest } = json;
	return { ...rest, terraform: { ...terraform, backend: undefined } };
}

test("CDK Terrain synthesizes the same stacks as CDK for Terraform", () => {
	const cdktf = synthesize("cdktf");
	const cdktn = synthesize(
		"cdktn",
		"--require",
		join(__dirname, "use-cdktn.cjs"),
	);
	expect(cdktf.engine).toMatch(/node_modules\/cdktf\//);
	expect(cdktn.engine).toMatch(/node_modules\/cdktn\//);
	expect(cdktf.stacks).toHaveLength(COMBINATIONS.length);
	expect(cdktn.stacks.map(({ path }) => path)).toEqual(
		cdktf.stacks.map(({ path }) => path),
	);
	cdktf.stacks.forEach(({ json, path }, index) => {
		expect(comparable(cdktn.stacks[index]?.json), path).toEqual(
			comparable(json),
		);
	});
}, 60_000);
