import { PYTHON_TOKENS } from "./python-tokens";

/** Where Python gives something a name: functions and their parameters, classes, an object's own attributes, variables. */
const DEFINITIONS: readonly RegExp[] = [
	/\bdef (\w+)\(/g,
	/\bdef \w+\(([^)]*)\)/g,
	/\bclass (\w+)/g,
	/\bself\.(\w+)/g,
	/^ *([\w, ]+?) = /gm,
	/\bfor ([\w, ]+?) in\b/g,
	/\bas (\w+)/g,
	/\((\w+) := /g,
];

/** Names that mean something of Python's own, or of another module's. */
const FOREIGN: readonly RegExp[] = [
	/\bimport ([\w, ]+)/g,
	/(?<!\bself)\.(\w+)/g,
	/\b(\w+)=(?!=)/g,
	/\b(self|file|list|map|filter|next|open|print|min|max|all|any|sorted)\b/g,
];

const words = (text: string): readonly string[] => text.match(/\w+/g) ?? [];

const found = (
	patterns: readonly RegExp[],
	text: string,
): ReadonlySet<string> =>
	new Set(
		patterns.flatMap((pattern) =>
			[...text.matchAll(pattern)].flatMap(([, names = ""]) => words(names)),
		),
	);

function* shortNames(): Generator<string> {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	yield* letters;
	for (const first of letters) {
		for (const second of letters) {
			yield first + second;
		}
	}
}

/**
 * Gives the functions, parameters and variables of Python programs short names, the same in all of them. Others' attributes,
 * keyword arguments, imported names and whatever a formatted string mentions keep theirs.
 */
export function shortenNames(programs: readonly string[]): readonly string[] {
	const text = programs.join("\n");
	const taken = new Set(words(text));
	const strings = [...text.matchAll(PYTHON_TOKENS)].flatMap(
		([, string = ""]) =>
			/^r?f/.test(string)
				? words(string.match(/\{[^}]*\}/g)?.join() ?? "")
				: [],
	);
	const kept = new Set([...strings, ...found(FOREIGN, text)]);
	const count = new Map<string, number>();
	for (const [, , name] of text.matchAll(PYTHON_TOKENS)) {
		if (name !== undefined) {
			count.set(name, (count.get(name) ?? 0) + 1);
		}
	}
	const short = shortNames();
	const names = new Map(
		[...found(DEFINITIONS, text)]
			.filter(
				(name) => name.length > 2 && !name.startsWith("__") && !kept.has(name),
			)
			.sort((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0))
			.map((name) => {
				let next = short.next();
				while (!next.done && taken.has(next.value)) {
					next = short.next();
				}
				return [name, next.value ?? name] as const;
			}),
	);
	return programs.map((program) =>
		program.replace(
			PYTHON_TOKENS,
			(token, _string, name) => names.get(name) ?? token,
		),
	);
}
