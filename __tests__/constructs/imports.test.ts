import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, it } from "vitest";

const REPOSITORY = resolve(__dirname, "../..");
const ROOM = join(REPOSITORY, "constructs");
const MAY_IMPORT = /^(base|constructs|design|\.gen\/providers)\//;

const sources = readdirSync(ROOM, { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".ts"))
	.map((name) => join(ROOM, name));

it.each(
	sources.map((path) => relative(REPOSITORY, path)),
)("%s imports base/, design/ and the bindings only", (name) => {
	const path = join(REPOSITORY, name);
	const imported = [
		...readFileSync(path, "utf8").matchAll(/from "(\.[^"]+)"/g),
	].map(([, target]) =>
		relative(REPOSITORY, resolve(path, "..", target ?? "")),
	);
	expect(imported.filter((target) => !MAY_IMPORT.test(target))).toEqual([]);
});
