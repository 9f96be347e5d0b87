import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** The clone's own directory; the published package brings its bindings compiled and has no generator. */
const ROOT = join(__dirname, "..");
const GENERATOR = join(ROOT, "scripts", "get.mjs");

/** Generates the bindings of the clouds' providers in a clone that has none yet, as `npm run get` does. */
export function ensureBindings(): void {
	if (
		existsSync(GENERATOR) &&
		!existsSync(join(ROOT, ".gen", "providers", "stamp"))
	) {
		spawnSync(process.execPath, [GENERATOR, "--if-stale"], {
			stdio: ["ignore", "ignore", "inherit"],
		});
	}
}
