import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { run } from "../../local/host/process";
import { blocksOf, DOCUMENTS, ROOT } from "./documents";

/** What a block may speak of without saying where it comes from. */
const SURROUNDINGS = `
declare const stack: Parameters<typeof import("halab").HaLint.apply>[0];
declare const pair: Parameters<typeof import("halab").HaLint.suppress>[0];
`;

/** What the compiler says of blocks of TypeScript. */
async function complaintsOf(blocks: readonly string[]): Promise<string> {
	const directory = mkdtempSync(join(ROOT, "node_modules", ".documents-"));
	onTestFinished(() => rmSync(directory, { recursive: true }));
	const files = ["surroundings.d.ts"];
	writeFileSync(join(directory, "surroundings.d.ts"), SURROUNDINGS);
	for (const [index, text] of blocks.entries()) {
		const file = `block-${index + 1}.ts`;
		files.push(file);
		writeFileSync(join(directory, file), `${text}\nexport {};\n`);
	}
	writeFileSync(
		join(directory, "tsconfig.json"),
		JSON.stringify({ extends: "../../tsconfig.json", files, include: [] }),
	);
	const { stdout } = await run(join(ROOT, "node_modules/.bin/tsc"), [
		"-p",
		directory,
	]);
	return stdout;
}

test("the documents' TypeScript compiles", async () => {
	const blocks = DOCUMENTS.flatMap(blocksOf).filter(
		({ kind }) => kind === "typescript",
	);
	expect(blocks.length).toBeGreaterThan(3);
	expect(await complaintsOf(blocks.map(({ text }) => text))).toBe("");
});

test("what does not compile is found", async () => {
	expect(
		await complaintsOf([
			'import { Helth } from "halab";',
			'import { HaLint } from "halab";\nHaLint.apply(stack, { supress: [] });',
		]),
	).toMatch(/block-1\.ts.*Helth.*block-2\.ts.*supress/s);
});
