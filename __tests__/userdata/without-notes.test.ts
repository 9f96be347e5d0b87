import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { staticFile } from "../../userdata/static-file";
import { withoutNotes } from "../../userdata/without-notes";
import { runPython } from "./nexthop/python";

const FILES = join(__dirname, "../../userdata/files");
const directory = mkdtempSync(join(tmpdir(), "halab-notes-"));
afterAll(() => rmSync(directory, { recursive: true }));

const names = readdirSync(FILES, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map(({ parentPath, name }) =>
		join(parentPath, name).slice(FILES.length + 1),
	);
const startsWith = (name: string, start: string): boolean =>
	staticFile(name).startsWith(start);
const isPython = (name: string): boolean =>
	name.endsWith(".py") || startsWith(name, "#!/usr/bin/python3");
const isShell = (name: string): boolean => startsWith(name, "#!/bin/bash");

/** Writes a text into a file of its own. */
function written(name: string, text: string): string {
	const path = join(directory, name.replaceAll("/", "_"));
	writeFileSync(path, text);
	return path;
}

const strippedFile = (name: string): string =>
	written(name, withoutNotes(name, staticFile(name)));

describe("what a node gets without notes", () => {
	test.each(
		names.filter(isPython),
	)("%s is the same program, to Python's own parser", async (name) => {
		const { stdout, stderr } = await runPython([
			"same_program.py",
			join(FILES, name),
			strippedFile(name),
		]);
		expect(`${stdout}${stderr}`).toBe("same");
	});

	test.each(
		names.filter(isShell),
	)("%s is the same program, to bash's own parser", (name) => {
		const parsed = (path: string): string =>
			execFileSync("bash", ["--pretty-print", path], {
				encoding: "utf8",
			}).replace(/\n+/g, "\n");
		const stripped = strippedFile(name);
		expect(parsed(stripped)).toBe(parsed(join(FILES, name)));
		execFileSync("shellcheck", [stripped]);
	});

	test.each(
		names.filter((name) => !isPython(name) && !isShell(name)),
	)("%s has the same settings", (name) => {
		const settings = (text: string): readonly string[] =>
			text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
		const stripped = withoutNotes(name, staticFile(name));
		expect(stripped).toBe(`${settings(staticFile(name)).join("\n")}\n`);
	});

	test.each(names)("%s has no comment left but its interpreter's", (name) => {
		expect(
			withoutNotes(name, staticFile(name)).match(/^\s*(#(?!!)|""").*/m),
		).toBeNull();
	});
});

describe("Python", () => {
	test("strings stay, whatever they hold", async () => {
		const source = `#!/usr/bin/python3
# comment
"""Docstring with # and 'quotes'."""
A = "# no comment"  # comment
B = f'{A}  # no comment'
C = """# no
# comment
"""
D = ["a", "it's \\" # no comment"]


class E:
    """Docstring."""

    def f(self):  # comment: with a colon
        '''Kept: it has other quotes.'''
        # comment
        return {
            "key":
                "value"
        }
`;
		const stripped = withoutNotes("x.py", source);
		const { stdout, stderr } = await runPython([
			"same_program.py",
			written("source.py", source),
			written("stripped.py", stripped),
		]);
		expect(`${stdout}${stderr}`).toBe("same");
		expect(stripped).toBe(`#!/usr/bin/python3
A = "# no comment"
B = f'{A}  # no comment'
C = """# no
# comment
"""
D = ["a", "it's \\" # no comment"]
class E:
	def f(self):
		'''Kept: it has other quotes.'''
		return {
			"key":
				"value"
		}
`);
	});

	test("a changed program is not taken for the same one", async () => {
		const { stdout } = await runPython([
			"same_program.py",
			written("first.py", "def handle(self): pass\n"),
			written("second.py", "def ao(self): pass\n"),
		]);
		expect(stdout).not.toBe("same");
	});
});
