import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { CLOUD_IDS, CLOUDS } from "../../design/clouds";

const ROOT = join(__dirname, "../..");

const ROOMS = [
	"base",
	"cli",
	"constructs",
	"design",
	"drills",
	"keepalived",
	"labs",
	"local",
	"plan",
	"platforms",
	"ports",
	"ssh",
	"userdata",
];

/** A cloud's own files, and the tables in which it has a row. */
const OWN = new RegExp(
	`^((constructs|local/clouds)/(${CLOUD_IDS.join("|")})/|(constructs/lint/clouds|design/clouds|platforms|userdata/files/nexthop)/(${CLOUD_IDS.join("|")})\\.)`,
);
const REGISTRIES = [
	"constructs/lint/clouds/index.ts",
	"design/clouds/index.ts",
	"local/clouds/dialects.ts",
	"platforms/registry.ts",
];
/** What others published for one cloud each. */
const TUTORIALS = /^labs\/tutorials\//;

/** What gives a cloud away. */
const names = Object.entries(CLOUDS).flatMap(
	([cloud, { title, titleZh, accessKeys, metadata, regions }]) => [
		cloud,
		title,
		titleZh,
		title.replace(" Cloud", ""),
		accessKeys.prefix,
		metadata.address,
		regions.first,
	],
);
const escaped = (text: string): string => text.replaceAll(".", "\\.");
const NAME = new RegExp(`(${names.map(escaped).join("|")})`, "i");

/** Code without its comments, which may say of which cloud a fact is, and without what tutorials are called. */
const codeOf = (source: string): string =>
	source
		.replace(/\/\*.*?\*\//gs, "")
		.replace(/^\s*\/\/.*$/gm, "")
		.replace(/"seed:.*$/gm, "");

const sources = ROOMS.flatMap((room) =>
	readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(ROOT, join(parentPath, name))),
).filter((file) => /\.(ts|mjs|py|sh)$/.test(file));

const hasName = (file: string): boolean =>
	NAME.test(codeOf(readFileSync(join(ROOT, file), "utf8")));

test("no code names a cloud but the cloud's own and the registries", () => {
	const naming = sources.filter(
		(file) =>
			!OWN.test(file) &&
			!TUTORIALS.test(file) &&
			!REGISTRIES.includes(file) &&
			hasName(file),
	);
	expect(naming).toEqual([]);
});

test("what is allowed to name one does", () => {
	expect(REGISTRIES.filter((file) => !hasName(file))).toEqual([]);
	for (const cloud of CLOUD_IDS) {
		expect(sources.filter((file) => OWN.test(file)).join()).toContain(cloud);
	}
});

test.each(
	CLOUD_IDS,
)("%s is published: an entry point, reference, guides in both languages", (cloud) => {
	const textOf = (file: string): string =>
		readFileSync(join(ROOT, file), "utf8");
	expect(JSON.parse(textOf("package.json")).exports).toHaveProperty([
		`./${cloud}`,
		"types",
	]);
	expect(textOf("docs/api/typedoc.json")).toContain(
		`constructs/${cloud}/index.ts`,
	);
	expect(textOf(`docs/clouds/${cloud}.md`)).toContain(CLOUDS[cloud].title);
	expect(textOf(`docs/clouds/${cloud}.zh.md`)).toContain(CLOUDS[cloud].titleZh);
	expect(textOf("providers/versions.json")).toContain(`/${cloud}"`);
});
