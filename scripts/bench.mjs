/**
 * `npm run bench` and `npm run bench:faults`: builds the package, then runs the benchmarks that are named, or all but
 * `faults`, which takes long. `--small` is for tests: each runs once, with few of everything.
 */
import { spawnSync } from "node:child_process";
import { ROOT } from "./setup.mjs";

/** How each is run: what is measured of the compiled package runs from dist/. */
const BENCHMARKS = {
	synth: ["dist/bench/synth.js"],
	package: ["--import", "tsx", "bench/package.ts"],
	lab: ["--import", "tsx", "bench/lab.ts"],
	route: ["--import", "tsx", "bench/route.ts"],
	api: ["--import", "tsx", "bench/api.ts"],
	faults: ["--import", "tsx", "bench/faults.ts"],
};

const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith("--"));
const named = words.filter((word) => !word.startsWith("--"));
const wrong = [
	...named.filter((name) => !Object.hasOwn(BENCHMARKS, name)),
	...options.filter((option) => option !== "--small"),
];
if (wrong.length > 0) {
	console.error(
		`not known: ${wrong.join(", ")}; allowed: ${Object.keys(BENCHMARKS).join(", ")}, --small`,
	);
	process.exit(2);
}

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
	const { status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
	if (status !== 0) {
		process.exit(status ?? 1);
	}
}

const chosen =
	named.length > 0
		? named
		: Object.keys(BENCHMARKS).filter((name) => name !== "faults");
run("npm", ["run", "--silent", "build"]);
for (const name of chosen) {
	run(process.execPath, [...BENCHMARKS[name], ...options]);
}
