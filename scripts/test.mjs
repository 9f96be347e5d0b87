/** `npm test`: installs what is missing, generates the bindings, checks types and style, runs every test. */
import { spawnSync } from "node:child_process";
import { ROOT, runAndExit, setUp } from "./setup.mjs";

setUp({ tests: true });
const filters = process.argv.slice(2);
if (filters.length === 0) {
	const { status } = spawnSync("npm", ["run", "--silent", "check"], {
		cwd: ROOT,
		stdio: "inherit",
	});
	if (status !== 0) {
		process.exit(status ?? 1);
	}
}
runAndExit(process.execPath, [
	"node_modules/vitest/vitest.mjs",
	"run",
	...filters,
]);
