/** `npm run build`: compiles the package into dist/ and copies the files that nodes and the local machine get. */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { getBindings } from "./get.mjs";
import { ROOT } from "./setup.mjs";

const DIST = join(ROOT, "dist");

await getBindings({ root: ROOT, ifStale: true });
rmSync(DIST, { recursive: true, force: true });
const { status } = spawnSync(
	join(ROOT, "node_modules", ".bin", "tsc"),
	["-p", join(ROOT, "tsconfig.build.json")],
	{ cwd: ROOT, stdio: "inherit" },
);
if (status !== 0) {
	process.exit(status ?? 1);
}
for (const room of ["userdata", "local", "ssh", "labs"]) {
	for (const entry of readdirSync(join(ROOT, room), {
		recursive: true,
		withFileTypes: true,
	})) {
		const path = join(entry.parentPath, entry.name);
		const isDelivered = relative(ROOT, path).split("/").includes("files");
		if (entry.isFile() && isDelivered && !entry.name.endsWith(".pyc")) {
			cpSync(path, join(DIST, relative(ROOT, path)));
		}
	}
}
