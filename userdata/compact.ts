/** Matches what only people read in Python: a docstring that begins its line, a line that is a comment, an empty line. */
const PYTHON_NOTES = /^ *"""[\s\S]*?"""\n|^ *#(?!!).*\n|^\n/gm;
const LINE_NOTES = /^\s*#(?!!).*\n|^\n/gm;

/**
 * A file's text without comments, docstrings and empty lines: user data has to be small. Python is indented by one
 * column instead of four. Fit for the files of this folder, which write comments on lines of their own.
 *
 * @param name file name; its ending says how comments look
 */
export const compact = (name: string, text: string): string =>
	name.endsWith(".py")
		? text
				.replace(PYTHON_NOTES, "")
				.replace(/^ +/gm, (indent) => " ".repeat(indent.length / 4))
		: text.replace(LINE_NOTES, "");
