import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NOT_RUN, RUN } from "./commands";
import { commandsOf, DOCUMENTS, ROOT, spansOf } from "./documents";
import { checkName, checkWords } from "./words";

const COMMANDS = DOCUMENTS.flatMap(commandsOf);

test("every command of the documents is in one of the lists, and every entry is in a document", () => {
	const written = new Set(COMMANDS.map(({ text }) => text));
	const listed = [...RUN.map(({ command }) => command), ...NOT_RUN];
	expect(listed.length).toBe(new Set(listed).size);
	expect([...written].sort()).toEqual([...listed].sort());
});

test.each(
	DOCUMENTS.filter((document) =>
		existsSync(join(ROOT, document.replace(/\.md$/, ".zh.md"))),
	),
)("%s and its Chinese twin have the same commands", (document) => {
	const texts = (name: string) => commandsOf(name).map(({ text }) => text);
	expect(texts(document.replace(/\.md$/, ".zh.md"))).toEqual(texts(document));
});

describe("what the documents write exists", () => {
	const distinct = (all: typeof COMMANDS) => [
		...new Set(all.map(({ text }) => text)),
	];
	test.each(distinct(COMMANDS))("%s", async (text) => {
		await checkWords(text);
	});
	test.each(
		distinct(DOCUMENTS.flatMap(spansOf)),
	)("in a sentence: %s", async (text) => {
		await checkName(text);
	});
});

test.each([
	["npx halab fly", /unknown command/],
	["npx halab up --cluod ksyun", /unknown option '--cluod'/],
	["npx halab drill earthquake", /Allowed choices are/],
	["npx halab api break throttle --count none", /whole number/],
	["npm run bensh", /no script bensh/],
	["npm test -- __tests__/nowhere", /there is no __tests__\/nowhere/],
	["npx cdktf undo", /no such command/],
	["apt-get install halab", /apt-get is not known/],
])("%s would be found", async (text, problem) => {
	await expect(checkWords(text)).rejects.toThrow(problem);
});
