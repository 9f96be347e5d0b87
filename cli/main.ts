import { Command } from "commander";
import { DesignError } from "../design/errors";
import { DrillError } from "../drills/drill-error";
import { KeepalivedConfigError } from "../keepalived";
import { LocalLabError } from "../local/errors";
import { SettingsError } from "../plan/settings-error";
import { SshError } from "../ssh/ssh-error";
import { UserDataError } from "../userdata";
import { addApi } from "./commands/api";
import { addCheck } from "./commands/check";
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

/** Exit code for a user's mistake: settings or a command line that cannot be used. Nothing was created. */
const MISTAKE = 2;

function program(): Command {
	const halab = new Command("halab")
		.description("High-availability labs as code")
		.enablePositionalOptions()
		.showHelpAfterError("(halab --help says more)")
		.exitOverride((error) => {
			process.exit(error.exitCode === 0 ? 0 : MISTAKE);
		});
	for (const add of [
		addLabs,
		addUp,
		addStatus,
		addExec,
		addDrill,
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

/** The exit code of an error that people can act on, or undefined for a defect of ours. */
function exitCodeOf(error: unknown): number | undefined {
	if (
		error instanceof SettingsError ||
		error instanceof DesignError ||
		error instanceof KeepalivedConfigError ||
		error instanceof UserDataError
	) {
		return MISTAKE;
	}
	if (
		error instanceof LocalLabError ||
		error instanceof DrillError ||
		error instanceof SshError
	) {
		return 1;
	}
	return undefined;
}

// A reader that ends early, such as head, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") {
		process.exit();
	}
	throw error;
});

program()
	.parseAsync()
	.catch((error: unknown) => {
		const exitCode = exitCodeOf(error);
		if (exitCode === undefined || !(error instanceof Error)) {
			throw error;
		}
		console.error(error.message);
		process.exitCode = exitCode;
	});
