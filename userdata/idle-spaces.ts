import { PYTHON_TOKENS } from "./python-tokens";

/** A space that separates nothing, since a bracket, an operator or a comma does. */
const IDLE_SPACE = /(?<=[^\s\w"']) +(?=\S)|(?<=\S) +(?=[^\s\w"'])/g;
const INTERPRETER = /^#!.*\n/;

/** Leaves the spaces out of a Python program that it does not need. */
export function withoutIdleSpaces(text: string): string {
	const [interpreter = ""] = INTERPRETER.exec(text) ?? [];
	const strings: string[] = [];
	const program = text
		.slice(interpreter.length)
		.replace(PYTHON_TOKENS, (token, string) => {
			if (string === undefined) {
				return token;
			}
			strings.push(token);
			return '""';
		})
		.replace(IDLE_SPACE, "")
		.replace(/""/g, () => strings.shift() ?? "");
	return interpreter + program;
}
