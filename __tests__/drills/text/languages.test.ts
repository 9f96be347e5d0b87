import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(__dirname, "../../..");
const TABLES = "drills/text/zh/";
const CHINESE =
	/[\p{Script=Han}\p{Script=Bopomofo}\u{3000}-\u{303f}\u{ff00}-\u{ffef}]/u;

/** The project's own programs; what is made or installed stands in directories that are left out. */
const programs = readdirSync(ROOT, { withFileTypes: true })
	.filter(
		(entry) =>
			entry.isDirectory() &&
			!/^(\.|__tests__$|node_modules$|dist$|cdktf\.out$)/.test(entry.name),
	)
	.flatMap(({ name }) =>
		readdirSync(join(ROOT, name), { recursive: true, encoding: "utf8" }).map(
			(file) => `${name}/${file}`,
		),
	)
	.filter(
		(file) =>
			/\.(ts|mts|mjs|js|py|sh)$/.test(file) &&
			!/(^|\/)(node_modules|coverage)\//.test(file),
	);

const isChinese = (file: string): boolean =>
	CHINESE.test(readFileSync(join(ROOT, file), "utf8"));

test("Chinese stands in its own tables only", () => {
	expect(programs.length).toBeGreaterThan(400);
	expect(
		programs.filter((file) => isChinese(file) && !file.startsWith(TABLES)),
	).toEqual([]);
	expect(
		programs.filter((file) => file.startsWith(TABLES)).some(isChinese),
	).toBe(true);
});
