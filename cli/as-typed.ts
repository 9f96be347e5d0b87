import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { shellQuote } from "../ssh/quote";
import type { LabOptions } from "./lab-name";

/** Commands that work on a lab: they take its name and settings. */
const OF_A_LAB = [
	...["up", "down", "status", "exec", "shell", "drill", "compare"],
	...["soak", "report"],
	...["api break", "api heal", "api faults"],
];
/** What takes a settings file only, and what takes neither. */
const OF_SETTINGS = ["check", "demo"];
const OF_NOTHING = ["doctor", "labs"];

/** A command in a text, as messages name it: `halab down`. */
const COMMAND = new RegExp(
	`(?<![\\w./-])(?:npx )?halab (${[...OF_A_LAB, ...OF_SETTINGS, ...OF_NOTHING].join("|")})(?![\\w-])`,
	"g",
);

const isInPath = (program: string, path: string): boolean =>
	path.split(delimiter).some((directory) => {
		try {
			accessSync(join(directory, program), constants.X_OK);
			return directory !== "";
		} catch {
			return false;
		}
	});

/** The words before a command of halab, as the user has typed them, e.g. `sudo npx halab`. */
export function calledAs({
	PATH = "",
	SUDO_COMMAND = "",
	npm_command,
}: NodeJS.ProcessEnv): string {
	// In a root shell of sudo's the variable names the shell.
	const sudo = /(^|[\s/])halab(\.js)?(\s|$)/.test(SUDO_COMMAND) ? "sudo " : "";
	const isDirect = npm_command === undefined && isInPath("halab", PATH);
	return `${sudo}${isDirect ? "" : "npx "}halab`;
}

/** Quoted only where a shell would read something else. */
const word = (text: string): string =>
	/^[\w./@%+=:,-]+$/.test(text) ? text : shellQuote([text]);

/**
 * A message with every command of halab as this user would have to type it for the same lab: called the same way, with the
 * same `--name` and settings file.
 */
export function commandsAsTyped(
	text: string,
	halab: string,
	{ name, settings }: LabOptions,
): string {
	const ofSettings = settings === undefined ? [] : ["-s", settings];
	const ofLab = [
		...ofSettings,
		...(name === undefined ? [] : ["--name", name]),
	];
	return text.replaceAll(COMMAND, (_, command: string) => {
		const options = OF_A_LAB.includes(command)
			? ofLab
			: OF_SETTINGS.includes(command)
				? ofSettings
				: [];
		return [halab, command, ...options.map(word)].join(" ");
	});
}

let current: LabOptions = {};

/** Keeps what the command line says of the lab, for {@link asTyped}. */
export function rememberOptions({ name, settings }: LabOptions): void {
	current = {
		...(name === undefined ? {} : { name }),
		...(settings === undefined ? {} : { settings }),
	};
}

/** A message of this process; see {@link commandsAsTyped}. */
export const asTyped = (text: string): string =>
	commandsAsTyped(text, calledAs(process.env), current);
