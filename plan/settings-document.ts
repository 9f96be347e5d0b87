import {
	type Alias,
	type Document,
	isAlias,
	isMap,
	isNode,
	isScalar,
	isSeq,
	LineCounter,
	parseDocument,
} from "yaml";
import { defined } from "../base/defined";
import { shown } from "../base/shown";
import { SettingsError, type SettingsProblem } from "./settings-error";

export type Path = readonly PropertyKey[];

/** A problem and where in the document it is. */
export interface PathProblem {
	readonly path: Path;
	readonly message: string;
}

/** Largest settings file, in characters: ours have a few hundred. */
const LARGEST_CHARACTERS = 100_000;

/** How deep lists and maps may lie in each other; settings have three levels. */
const DEEPEST = 20;

/** How often anchors may be repeated in all: more is no settings file, and can be made to grow without bounds. */
const MOST_ALIASES = 50;

/**
 * What is wrong with a text that is no YAML, by the parser's codes. Its own messages repeat parts of the text, which may
 * be the wrong file.
 */
const YAML_PROBLEMS: Readonly<Record<string, string>> = {
	ALIAS_PROPS: "an alias has an anchor or a tag",
	BAD_ALIAS: "an alias (*) does not name an anchor (&) before it",
	BAD_COLLECTION_TYPE: "a tag does not fit what follows it",
	BAD_DIRECTIVE: "a line that begins with % is no directive",
	BAD_DQ_ESCAPE:
		'a "…" text has a \\ with something behind it that means nothing',
	BAD_INDENT: "the indentation is wrong, or a bracket is not closed",
	BAD_PROP_ORDER: "an anchor or a tag stands in the wrong place",
	BAD_SCALAR_START: "a value begins with a character that needs quotes",
	BLOCK_AS_IMPLICIT_KEY: "a list or a map stands where a key belongs",
	BLOCK_IN_FLOW: "a block stands within [ ] or { }",
	DUPLICATE_KEY: "the key is there twice",
	MISSING_CHAR: "a quote, a bracket, a comma, a colon or a space is missing",
	MULTILINE_IMPLICIT_KEY:
		"a key goes over several lines, or a colon is missing",
	MULTIPLE_ANCHORS: "a value has two anchors",
	MULTIPLE_DOCS: "there are several documents (---); settings are one",
	MULTIPLE_TAGS: "a value has two tags",
	NON_STRING_KEY: "a key is no text",
	RESOURCE_EXHAUSTION: "it is nested too deeply",
	TAB_AS_INDENT: "a tab indents a line; use spaces",
	TAG_RESOLVE_FAILED: "a tag (!) is not known; settings need none",
	UNEXPECTED_TOKEN: "something stands where it does not belong",
};

/** Numbers that a reader and YAML 1.2 read differently, or that a number cannot hold. */
function numberProblem(value: number, source: string): string | undefined {
	if (/^[-+]?0[0-7o]/i.test(source)) {
		return `${shown(source)} begins with a zero, which YAML drops or takes for another base; write the number without it, or in quotes where the zero belongs to it`;
	}
	return Number.isInteger(value) && !Number.isSafeInteger(value)
		? `a number of ${source.length} digits cannot be kept exactly; where it is the number of an account, write it in quotes`
		: undefined;
}

/** A settings file as it is written, with the places of its keys. */
export class SettingsDocument {
	private constructor(
		private readonly document: Document,
		private readonly lines: LineCounter,
		/** What it says, as plain values. */
		readonly value: unknown,
		/** What is wrong with single values, whatever they are for. */
		readonly problems: readonly PathProblem[],
	) {}

	/**
	 * @param file the file's name, for messages
	 * @throws SettingsError when the text is no YAML, or more than settings need
	 */
	static parse(text: string, file: string): SettingsDocument {
		const refuse = (
			message: string,
			position?: SettingsProblem["position"],
		): SettingsError =>
			new SettingsError(file, [defined({ key: "", message, position })]);
		if (text.length > LARGEST_CHARACTERS) {
			throw refuse(
				`has ${text.length} characters; settings have ${LARGEST_CHARACTERS} at most. Name the right file with --settings`,
			);
		}
		const lines = new LineCounter();
		const document = parseDocument(text, {
			lineCounter: lines,
			prettyErrors: false,
			logLevel: "error",
		});
		const wrong = [...document.errors, ...document.warnings];
		if (wrong.length > 0) {
			throw new SettingsError(
				file,
				wrong.slice(0, 5).map(({ code, pos: [offset] }) => {
					const { line, col } = lines.linePos(offset);
					return defined({
						key: "",
						message: `is not valid YAML: ${YAML_PROBLEMS[code] ?? "it cannot be read"}`,
						position: line > 0 ? { line, column: col } : undefined,
					});
				}),
			);
		}
		const problems: PathProblem[] = [];
		const aliases: Alias[] = [];
		const visit = (node: unknown, path: Path): void => {
			if (path.length > DEEPEST) {
				throw refuse("is not valid YAML: it is nested too deeply");
			}
			if (isAlias(node)) {
				aliases.push(node);
			} else if (isScalar(node)) {
				const message =
					typeof node.value === "number"
						? numberProblem(node.value, node.source ?? "")
						: undefined;
				if (message !== undefined) {
					problems.push({ path, message });
				}
			} else if (isMap(node)) {
				for (const { key, value } of node.items) {
					visit(value, [...path, String(isScalar(key) ? key.value : "")]);
				}
			} else if (isSeq(node)) {
				node.items.forEach((item, index) => {
					visit(item, [...path, index]);
				});
			}
		};
		visit(document.contents, []);
		if (aliases.length > MOST_ALIASES) {
			throw refuse(
				`repeats anchors ${aliases.length} times; write the values out`,
			);
		}
		for (const alias of aliases) {
			if (alias.resolve(document) === undefined) {
				const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
				throw refuse(`is not valid YAML: ${YAML_PROBLEMS["BAD_ALIAS"]}`, {
					line,
					column: col,
				});
			}
		}
		let value: unknown;
		try {
			value = document.toJS({ maxAliasCount: MOST_ALIASES });
		} catch (error) {
			// The parser's own way to say that aliases of aliases become too many values.
			if (!(error instanceof ReferenceError)) {
				throw error;
			}
			throw refuse("repeats anchors within anchors; write the values out");
		}
		return new SettingsDocument(document, lines, value, problems);
	}

	/** Where a key stands in the file, else the nearest parent that is there. */
	positionOf(path: Path): SettingsProblem["position"] {
		for (let length = path.length; length > 0; length--) {
			const offset = this.offsetOf(path.slice(0, length));
			if (offset !== undefined) {
				const { line, col } = this.lines.linePos(offset);
				return { line, column: col };
			}
		}
		return undefined;
	}

	/** Where the last key of a path stands in the file, if it is there. */
	private offsetOf(path: Path): number | undefined {
		const parent =
			path.length === 1
				? this.document.contents
				: this.document.getIn(path.slice(0, -1), true);
		const last = String(path.at(-1));
		let node: unknown;
		if (isMap(parent)) {
			node = parent.items.find((item) => String(item.key) === last)?.key;
		} else if (isSeq(parent)) {
			node = parent.items[Number(last)];
		}
		return isNode(node) ? node.range?.[0] : undefined;
	}
}
