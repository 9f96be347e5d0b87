import { type CheckContext, show } from "./context";
import type { Directive } from "./directive";
import { checkAbsolutePath } from "./words";

/**
 * A program with its arguments, run without a shell.
 *
 * Either one line that is split at spaces (`"/etc/keepalived/notify MASTER"`),
 * or a list of the program and each argument, which are quoted as needed
 * (`["/usr/bin/logger", "state changed"]`).
 */
export type Script = string | readonly string[];

/** What a shell would act on and keepalived passes on as an argument. */
const SHELL_SYNTAX = /[&|;<>`$()[\]{}*?!#~"'\\]/;
const SHELL_OPERATOR = /^(&&|\|\||[|;&<>!]|>>|<<|\d?>&?\d?|\[\[|\]\])$/;
const UNQUOTABLE = /[^\x20-\x7e]|["'\\$`{}]/;
const PLAIN_ARGUMENT = /^[\w@%+=:,./-]+$/;

/** keepalived reads lines of at most 1023 characters. */
const MAX_LINE = 900;

/** A keyword that takes a program to run. */
export const script: Directive<Script> = {
	check: checkScript,
	write: (value, keyword) => [`${keyword} "${commandLine(value)}"`],
};

/** Reports a script that keepalived would not run as it reads. */
export function checkScript(value: Script, context: CheckContext): void {
	const [program = "", ...args] = words(value);
	if (typeof value === "string" && !isOneLine(value, context)) {
		return;
	}
	if (program === "") {
		context.refuse({
			given: show(value),
			allowed: "an absolute path, and arguments after it",
			remedy: "Name the program to run.",
		});
		return;
	}
	if (SHELL_SYNTAX.test(program) || !program.startsWith("/")) {
		refuseProgram(program, context);
		return;
	}
	checkAbsolutePath(program, context);
	for (const arg of args) {
		const refused =
			typeof value === "string"
				? refusePlainArgument(arg, context)
				: refuseListedArgument(arg, context);
		if (refused) {
			return;
		}
	}
	if (commandLine(value).length > MAX_LINE) {
		context.refuse({
			given: `a command of ${commandLine(value).length} characters`,
			allowed: `at most ${MAX_LINE} characters`,
			remedy: "Move the arguments into the script.",
		});
	}
}

function isOneLine(value: string, context: CheckContext): boolean {
	if (/^[\x20-\x7e]*$/.test(value)) {
		return true;
	}
	context.refuse({
		given: show(value),
		allowed: "one line of printable ASCII",
		remedy: "Put what needs more into a script file and name that.",
	});
	return false;
}

function refuseProgram(program: string, context: CheckContext): void {
	context.refuse({
		given: show(program),
		allowed: "the absolute path of a program; there is no shell",
		remedy:
			"Put the command into a script file and give its absolute path, such as /etc/keepalived/check_nginx.",
	});
}

function refusePlainArgument(arg: string, context: CheckContext): boolean {
	if (!SHELL_SYNTAX.test(arg)) {
		return false;
	}
	context.refuse({
		given: `${show(arg)} as an argument`,
		allowed: "arguments without shell syntax; there is no shell",
		remedy:
			"Put shell syntax into a script file, or give the script as a list if the argument is meant literally.",
	});
	return true;
}

function refuseListedArgument(arg: string, context: CheckContext): boolean {
	if (SHELL_OPERATOR.test(arg)) {
		context.refuse({
			given: `the shell operator ${show(arg)} as an argument`,
			allowed: "a program and its arguments; there is no shell",
			remedy: "Put shell syntax into a script file.",
		});
		return true;
	}
	if (arg !== "" && !UNQUOTABLE.test(arg)) {
		return false;
	}
	context.refuse({
		given: `${show(arg)} as an argument`,
		allowed:
			"arguments of printable ASCII without quotes, backslash, `, $ and braces",
		remedy: "Put the argument into the script file.",
	});
	return true;
}

/** The command as it stands between the double quotes: arguments with spaces in single quotes. */
function commandLine(value: Script): string {
	return words(value)
		.map((part) => (PLAIN_ARGUMENT.test(part) ? part : `'${part}'`))
		.join(" ");
}

function words(value: Script): readonly string[] {
	return typeof value === "string"
		? value.split(" ").filter((part) => part !== "")
		: value;
}
