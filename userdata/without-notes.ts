/** A comment of Python (first group) or a string (second group), whichever begins first. */
const PYTHON_NOTE_OR_STRING =
	/(#(?!!).*)|([rbfu]{0,2}(?:"""(?:\\[\s\S]|[^\\])*?"""|'''(?:\\[\s\S]|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))/gi;
/** What stands before a docstring: nothing but comments, or the line that opens a class or function. */
const BEFORE_DOCSTRING = /^(?:#.*\n|\s)*$|:[ \t]*\n\s*$/;
/** Stands for what goes, until its line is known to hold nothing else. */
const GONE = "\0";
const LINE_OF_NOTHING = new RegExp(`^[ \\t]*${GONE}\\n`, "gm");
const END_OF_NOTHING = new RegExp(`[ \\t]*${GONE}`, "g");
const EMPTY_LINES = /\n\n+/g;
/** Python takes tabs for it as well as spaces, and they are a fourth of them. */
const INDENT = /^(?: {4})+/gm;
const LINE_COMMENT = /^[ \t]*#(?!!).*\n/gm;

const isPython = (name: string, text: string): boolean =>
	name.endsWith(".py") || text.startsWith("#!/usr/bin/python3");

const withoutPythonNotes = (text: string): string =>
	text
		.replace(
			PYTHON_NOTE_OR_STRING,
			(found, comment, _string, offset: number) =>
				comment !== undefined ||
				(found.startsWith('"""') &&
					BEFORE_DOCSTRING.test(text.slice(0, offset)))
					? GONE
					: found,
		)
		.replace(LINE_OF_NOTHING, "")
		.replace(END_OF_NOTHING, "")
		.replace(INDENT, (spaces) => "\t".repeat(spaces.length / 4));

/**
 * A program or configuration file without what only people read: comments, in Python also docstrings, empty lines and
 * spaces where a tab does. Names and types stay. Fit for the files of this folder: a comment of a shell script or a configuration file has its line for
 * itself, a docstring has three quotes and is not all of a body, and no string has an indented or an empty line.
 *
 * @param name file name; its ending, or the text's first line, says how comments look
 */
export const withoutNotes = (name: string, text: string): string =>
	(isPython(name, text)
		? withoutPythonNotes(text)
		: text.replace(LINE_COMMENT, "")
	).replace(EMPTY_LINES, "\n");
