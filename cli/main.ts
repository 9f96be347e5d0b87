import { delimiter } from "node:path";
import { Command } from "commander";
import { EXIT } from "../base/halab-error";
import { asTyped, calledAs, rememberOptions } from "./as-typed";
import { addApi } from "./commands/api";
import { addCheck } from "./commands/check";
import { addCompare } from "./commands/compare";
import { addDemo } from "./commands/demo";
import { addDoctor } from "./commands/doctor";
import { addDown } from "./commands/down";
import { addDrill } from "./commands/drill";
import { addExec } from "./commands/exec";
import { addLabs } from "./commands/labs";
import { addReport } from "./commands/report";
import { addSoak } from "./commands/soak";
import { addStatus } from "./commands/status";
import { addUp } from "./commands/up";
import { forPeople } from "./for-people";
import { packageVersion } from "./package-version";

/** Programs such as nft lie where the search path of an ordinary user often does not lead. */
const SYSTEM_PROGRAMS = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

function program(): Command {
	const halab = new Command("halab")
		.description("High-availability labs as code")
		.enablePositionalOptions()
		.version(packageVersion())
		.showHelpAfterError(`(${calledAs(process.env)} --help says more)`)
		.hook("preAction", (_, command) => rememberOptions(command.opts()))
		.exitOverride((error) => {
			process.exit(error.exitCode === 0 ? 0 : EXIT.mistake);
		});
	for (const add of [
		addLabs,
		addUp,
		addStatus,
		addExec,
		addDrill,
		addCompare,
		addSoak,
		addReport,
		addApi,
		addCheck,
		addDown,
		addDoctor,
		addDemo,
	]) {
		add(halab);
	}
	return halab;
}

/** The words of a command line; without a command where one is needed, help is what is wanted. */
function asksForHelp(
	halab: Command,
	words: readonly string[],
): readonly string[] {
	const [first, ...others] = words;
	const group =
		first === undefined
			? halab
			: halab.commands.find((command) => command.name() === first);
	const isBare = others.length === 0 && (group?.commands.length ?? 0) > 0;
	return isBare ? [...words, "--help"] : words;
}

// A reader that ends early, such as head, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") {
		process.exit();
	}
	throw error;
});

process.env["PATH"] = [
	...(process.env["PATH"]?.split(delimiter) ?? []),
	...SYSTEM_PROGRAMS,
].join(delimiter);

const halab = program();
halab
	.parseAsync(asksForHelp(halab, process.argv.slice(2)), { from: "user" })
	.catch((error: unknown) => {
		const { message, exitCode } = forPeople(error);
		console.error(asTyped(message));
		process.exitCode = exitCode;
	});
