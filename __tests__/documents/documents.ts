import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

/** A block between two fences. */
export interface Block {
	/** `file:line` of its first line. */
	readonly at: string;
	readonly kind: "commands" | "session" | "typescript" | "output" | "picture";
	readonly text: string;
}

/** Programs with which a block of commands begins. */
const PROGRAMS = /^(npm|npx|halab|node|git|jq|cdktf|terraform|bash|sh) /;

/** Blocks that show what was printed, by what they begin with. */
const OUTPUTS = ["✔ This computer can run a lab", '{"type":"drill"'];

function kindOf(at: string, language: string, text: string): Block["kind"] {
	if (language === "ts") {
		return "typescript";
	}
	if (language === "mermaid") {
		return "picture";
	}
	if (language === "" && PROGRAMS.test(text)) {
		return "commands";
	}
	if (language === "" && text.startsWith("$ ")) {
		return "session";
	}
	if (language === "" && OUTPUTS.some((begin) => text.startsWith(begin))) {
		return "output";
	}
	throw new Error(
		`${at}: what kind of block is this? Tell PROGRAMS or OUTPUTS in ${__filename}.`,
	);
}

/** The documents that people read, English and Chinese. */
export const DOCUMENTS: readonly string[] = [
	"README.md",
	"README.zh.md",
	"CONTRIBUTING.md",
	...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
		.map((name) => `docs/${name}`)
		.sort(),
];

const readDocument = (document: string): string =>
	readFileSync(join(ROOT, document), "utf8");

/** The blocks of a document, in its order. */
export function blocksOf(document: string): readonly Block[] {
	const lines = readDocument(document).split("\n");
	const blocks: Block[] = [];
	for (let index = 0; index < lines.length; index++) {
		const [, language] = /^```(.*)$/.exec(lines[index] ?? "") ?? [];
		if (language === undefined) {
			continue;
		}
		const end = lines.indexOf("```", index + 1);
		const at = `${document}:${index + 2}`;
		if (end === -1) {
			throw new Error(`${at}: the block has no end`);
		}
		const text = lines.slice(index + 1, end).join("\n");
		blocks.push({ at, kind: kindOf(at, language, text), text });
		index = end;
	}
	return blocks;
}

/** A command of a document, without its remark. */
export interface Command {
	readonly at: string;
	readonly text: string;
}

const withoutRemark = (line: string): string =>
	line.replace(/\s+# .*$/, "").trim();

const quotes = (text: string): number => text.split("'").length - 1;

/** The commands of a session: each begins with `$ ` and goes on until its quotes are closed; the rest is output. */
function commandsOfSession(text: string): readonly string[] {
	const commands: string[] = [];
	let open: string | undefined;
	for (const line of text.split("\n")) {
		if (open !== undefined) {
			open = `${open}\n${line}`;
		} else if (line.startsWith("$ ")) {
			open = line.slice(2);
		}
		if (open !== undefined && quotes(open) % 2 === 0) {
			commands.push(open);
			open = undefined;
		}
	}
	return commands;
}

function commandsIn({ kind, text }: Block): readonly string[] {
	switch (kind) {
		case "commands":
			// A block that keeps an exit code is one command as a whole.
			return (text.includes("$?") ? [text] : text.split("\n"))
				.map(withoutRemark)
				.filter((line) => line !== "");
		case "session":
			return commandsOfSession(text);
		case "typescript":
		case "output":
		case "picture":
			return [];
	}
}

/** The commands of a document, in its order. */
export const commandsOf = (document: string): readonly Command[] =>
	blocksOf(document).flatMap((block) =>
		commandsIn(block).map((text) => ({ at: block.at, text })),
	);

/** What a document names in the middle of a sentence: `halab …`, `npm run …`. What is cut short is left out. */
export const spansOf = (document: string): readonly Command[] =>
	[
		...readDocument(document).matchAll(
			/`((?:npx )?halab [^`]+|npm [^`]+|npx cdktf [^`]+)`/g,
		),
	]
		.map(([, text = ""]) => ({ at: document, text }))
		.filter(({ text }) => !/[…<]/.test(text));
