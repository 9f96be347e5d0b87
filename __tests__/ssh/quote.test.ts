import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellQuote } from "../../ssh/quote";

/** What a shell makes of a text: the words, each ended by NUL. */
function wordsOf(shell: string, text: string): string[] {
	const script = `printf '%s\\0' ${text}`;
	const output = execFileSync(shell, ["-c", script], {
		env: { ...process.env, HOME: "/nowhere" },
	}).toString();
	return output.split("\0").slice(0, -1);
}

const NASTY = [
	...["plain", "", " ", "two words", "tab\tand\nnewline\n", "\r"],
	...["'", "''", "it's", "'\\''", '"', "\\", "\\\\", "\\n", "back\\"],
	...[
		"$HOME",
		"$" + "{HOME}",
		"$(touch /tmp/x)",
		"`id`",
		"$'\\x41'",
		"!!",
		"!x",
	],
	...["*", "?", "[a-z]*", "~", "~root", "{a,b}", "a=b", "#no", "-n", "--"],
	...[";", "&", "&&", "|", ">x", "<x", "(", ")", "\u001b[31m", "\u0001"],
	...["中文 空格", "é", "\u{1F600}", "%s\\0", "%d"],
];

test.each(["sh", "bash"])("%s reads exactly these words", (shell) => {
	expect(wordsOf(shell, shellQuote(NASTY))).toEqual(NASTY);
});

test("any words", () => {
	// Of the code points some are no characters: a program cannot be told those.
	const word = fc
		.string({ unit: "grapheme" })
		.filter((text) => !text.includes("\0"));
	const words = fc.array(word, { minLength: 1, maxLength: 8 });
	fc.assert(
		fc.property(words, (list) => {
			expect(wordsOf("sh", shellQuote(list))).toEqual(list);
		}),
		{ numRuns: 20 },
	);
});

test("no program can be given the character NUL", () => {
	expect(() => shellQuote(["a\0b"])).toThrow(/NUL/);
});
