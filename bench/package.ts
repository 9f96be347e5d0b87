// What the package costs who uses it: time to load one cloud's constructs, and to check the types of a project that
// imports them. `npm run bench` runs it.
import { spawnSync } from "node:child_process";
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { CLOUD_IDS } from "../design/clouds";
import manifest from "../package.json";
import { median, row } from "./figures";
import { some, times } from "./size";

const ROOT = join(__dirname, "..");
const RUNS = times("HALAB_BENCH_RUNS", 5, 1);

const TSCONFIG = {
	compilerOptions: {
		target: "ES2022",
		module: "node20",
		strict: true,
		noEmit: true,
		skipLibCheck: true,
		types: [],
	},
	files: ["app.ts"],
};

/** Runs a program to its end and returns the milliseconds that it took; fails with what it said. */
function timed(program: string, args: readonly string[], cwd: string): number {
	const start = performance.now();
	const { status, stdout, stderr } = spawnSync(program, args, {
		cwd,
		encoding: "utf8",
	});
	if (status !== 0) {
		throw new Error(`${program} ${args.join(" ")}: ${stdout}${stderr}`);
	}
	return performance.now() - start;
}

/** A project that has the packed library installed and one of the examples as its app. */
function makeConsumer(directory: string): void {
	// Built it is already: `npm pack` would do that once more.
	timed(
		"npm",
		["pack", "--ignore-scripts", "--pack-destination", directory],
		ROOT,
	);
	timed("tar", ["-xzf", `halab-${manifest.version}.tgz`], directory);
	const modules = join(directory, "node_modules");
	mkdirSync(modules);
	symlinkSync(join(directory, "package"), join(modules, "halab"));
	const { dependencies, peerDependencies } = manifest;
	for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
		// A name with a scope lies one directory deeper.
		mkdirSync(dirname(join(modules, name)), { recursive: true });
		symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
	}
	copyFileSync(
		join(ROOT, "examples", "alicloud-dual-master.ts"),
		join(directory, "app.ts"),
	);
	writeFileSync(
		join(directory, "tsconfig.json"),
		JSON.stringify({
			...TSCONFIG,
			compilerOptions: {
				...TSCONFIG.compilerOptions,
				typeRoots: [join(ROOT, "node_modules", "@types")],
				types: ["node"],
			},
		}),
	);
}

function bench(directory: string): void {
	makeConsumer(directory);
	const node = (code: string): number =>
		timed(process.execPath, ["--preserve-symlinks", "-e", code], directory);
	const empty = median(Array.from({ length: RUNS }, () => node("")));
	for (const cloud of some(CLOUD_IDS)) {
		const loads = Array.from({ length: RUNS }, () =>
			node(`require("halab/${cloud}")`),
		);
		row(
			`load halab/${cloud}, median of ${RUNS}`,
			`${(median(loads) - empty).toFixed(0)} ms`,
			"≤ 300 ms",
		);
	}
	const tsc = join(ROOT, "node_modules", ".bin", "tsc");
	const checks = Array.from({ length: RUNS }, () =>
		timed(tsc, ["-p", ".", "--preserveSymlinks"], directory),
	);
	row(
		`type check of a consumer, median of ${RUNS}`,
		`${(median(checks) / 1000).toFixed(2)} s`,
		"≤ 4 s",
	);
}

const directory = mkdtempSync(join(tmpdir(), "halab-consumer-"));
try {
	bench(directory);
} finally {
	rmSync(directory, { recursive: true, force: true });
}
