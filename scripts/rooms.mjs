/**
 * `npm run rooms`: the imports between the rooms of the house, of `local/` and of `drills/`, measured from the code, as
 * Mermaid flowcharts in CONTRIBUTING.md. An arrow that a longer way implies is left out; `--check` only compares.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./setup.mjs";

const DOCUMENT = join(ROOT, "CONTRIBUTING.md");
const ALLOWED = JSON.parse(readFileSync(join(ROOT, "rooms.json"), "utf8"));

/** Neither the code of the house nor what it is made of. */
const AROUND = [".gen", "__tests__", "bench", "bin", "examples", "scripts"];

const imports = JSON.parse(
	execFileSync(
		join(ROOT, "node_modules/.bin/depcruise"),
		[".", "--output-type", "json"],
		{ cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 },
	),
).modules.flatMap(({ source, dependencies }) =>
	dependencies.map(({ resolved }) => [source, resolved]),
);

/** The room of a house that a file is in, if any. */
function roomOf(house, file) {
	const room = file.startsWith(house)
		? file.slice(house.length).split("/")[0]
		: undefined;
	return room !== undefined && Object.hasOwn(ALLOWED[house], room)
		? room
		: undefined;
}

function arrowsOf(house) {
	const arrows = new Map();
	for (const [from, to] of imports) {
		const [a, b] = [roomOf(house, from), roomOf(house, to)];
		if (a && b && a !== b && ![a, b].some((room) => AROUND.includes(room))) {
			arrows.set(a, (arrows.get(a) ?? new Set()).add(b));
		}
	}
	return arrows;
}

/** Whether an import leads there, itself or by others. */
function reaches(arrows, from, to, seen = new Set()) {
	seen.add(from);
	return [...(arrows.get(from) ?? [])].some(
		(next) =>
			next === to || (!seen.has(next) && reaches(arrows, next, to, seen)),
	);
}

function pictureOf(house) {
	const arrows = arrowsOf(house);
	const lines = [...arrows].flatMap(([from, all]) =>
		[...all]
			.filter(
				(to) => ![...all].some((way) => way !== to && reaches(arrows, way, to)),
			)
			.map((to) => `  ${from} --> ${to}`),
	);
	return ["```mermaid", "flowchart TD", ...lines.sort(), "```"].join("\n");
}

const before = readFileSync(DOCUMENT, "utf8");
const after = before.replace(
	/<!-- rooms of (\S+) -->\n```mermaid\n[\s\S]*?```/g,
	(_, house) =>
		`<!-- rooms of ${house} -->\n${pictureOf(house === "halab" ? "" : house)}`,
);
if (after === before) {
	console.log("The pictures in CONTRIBUTING.md are those of the code.");
} else if (process.argv.includes("--check")) {
	console.error(
		"The pictures in CONTRIBUTING.md are not those of the code: npm run rooms",
	);
	process.exitCode = 1;
} else {
	writeFileSync(DOCUMENT, after);
	console.log("The pictures in CONTRIBUTING.md are drawn anew.");
}
