import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import manifest from "../../package.json";
import { ROOT } from "./documents";

/** The `halab` command as its modules define it, with actions that do nothing. */
async function halab(): Promise<Command> {
	const program = new Command("halab").enablePositionalOptions();
	const room = join(ROOT, "cli/commands");
	for (const file of readdirSync(room)) {
		const module: unknown = await import(join(room, file));
		for (const [name, value] of Object.entries(Object(module))) {
			if (/^add[A-Z]/.test(name) && typeof value === "function") {
				value(program);
			}
		}
	}
	disarm(program);
	return program;
}

function disarm(command: Command): void {
	command.exitOverride().configureOutput({ writeErr: () => {} });
	for (const each of command.commands) {
		disarm(each);
		if (each.commands.length === 0) {
			each.action(() => {});
		}
	}
}

/** Words as a shell splits them; of the shell's language only quotes occur in what is split. */
const wordsOf = (text: string): readonly string[] =>
	[...text.matchAll(/'([^']*)'|(\S+)/g)].map(
		([, quoted, bare]) => quoted ?? bare ?? "",
	);

/** Subcommands of cdktf that the documents speak of. */
const CDKTF = ["synth", "diff", "deploy", "destroy", "output"];

/**
 * Looks whether a command exists as it is written: subcommand, arguments, options and their values, scripts.
 *
 * @throws Error saying what does not exist
 */
export async function checkWords(text: string): Promise<void> {
	const lines = text.startsWith("jq ") ? [text] : text.split(/\s*&&\s*|\n/);
	for (const line of lines) {
		const [first = "", ...rest] = wordsOf(line.replace(/^npx /, ""));
		switch (first) {
			case "halab":
				await (await halab()).parseAsync(rest, { from: "user" });
				break;
			case "npm":
				checkScript(rest);
				break;
			case "cdktf":
				if (!CDKTF.includes(rest[0] ?? "")) {
					throw new Error(`${line}: cdktf has no such command`);
				}
				break;
			case "jq":
			case "exit":
			case "status=$?":
				break;
			default:
				throw new Error(`${line}: the program ${first} is not known here`);
		}
	}
}

function checkScript([verb = "", ...words]: readonly string[]): void {
	if (verb === "install") {
		return;
	}
	const script = verb === "run" ? (words[0] ?? "") : verb;
	if (!Object.hasOwn(manifest.scripts, script)) {
		throw new Error(`package.json has no script ${script}`);
	}
	for (const word of words.slice(1)) {
		if (word.includes("/") && !existsSync(join(ROOT, word))) {
			throw new Error(`there is no ${word}`);
		}
	}
}

/** Looks whether what a sentence names exists: as {@link checkWords}, but what is required may be left out. */
export async function checkName(text: string): Promise<void> {
	try {
		await checkWords(text);
	} catch (error) {
		const isShort =
			error instanceof CommanderError &&
			/missingArgument|missingMandatoryOptionValue/.test(error.code);
		if (!isShort) {
			throw error;
		}
	}
}
