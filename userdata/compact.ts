/** Matches what only people read in Python: a docstring that begins its line, a comment, an empty line. */
const PYTHON_NOTES = /^ *"""[\s\S]*?"""\n|^ *#(?!!).*\n| {2}# .*$|^\n/gm;
const LINE_NOTES = /^\s*#(?!!).*\n|^\n/gm;
const DEFINITION = /^ *(?:def .*:$|self\.\w+: \w+ = )/gm;
const TYPE = /: \w+(?=[,)]| = )| -> \w+(?=:$)/g;
/**
 * A file's text without what only people read: comments, empty lines, in Python also docstrings and types. User
 * data has to be small. Python is indented by one column instead of four. Fit for the files of this folder, which have
 * definitions on one line.
 *
 * @param name file name; its ending says how comments look
 */
export const compact = (name: string, text: string): string =>
	name.endsWith(".py")
		? text
				.replace(PYTHON_NOTES, "")
				.replace(DEFINITION, (line) => line.replace(TYPE, ""))
				.replace(/^ +/gm, (indent) => " ".repeat(indent.length / 4))
		: text.replace(LINE_NOTES, "");
