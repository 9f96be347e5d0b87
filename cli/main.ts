import { Command } from "commander";
import { DesignError } from "../design/errors";
import { DrillError } from "../drills/drill-error";
import { InterruptedError, LocalLabError } from "../local/errors";
import { fileProblem } from "../local/file-problem";
import { SettingsError } from "../plan/settings-error";
import { SshError } from "../ssh/ssh-error";
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
import { INTERRUPTED, wasInterrupted } from "./interruption";

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

/**
 * What a user is told of an error, and the exit code.
 *
 * @throws the error when it is a defect of ours
 */
function forPeople(error: unknown): {
	readonly message: string;
	readonly exitCode: number;
} {
	if (error instanceof SettingsError || error instanceof DesignError) {
		return { message: error.message, exitCode: MISTAKE };
	}
	if (
		error instanceof LocalLabError ||
		error instanceof DrillError ||
		error instanceof SshError
	) {
		const exitCode =
			error instanceof InterruptedError || wasInterrupted() ? INTERRUPTED : 1;
		return { message: error.message, exitCode };
	}
	const problem = fileProblem(error);
	if (problem?.path !== undefined) {
		return { message: `${problem.path}: ${problem.what}.`, exitCode: 1 };
	}
	throw error;
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
		const { message, exitCode } = forPeople(error);
		console.error(message);
		process.exitCode = exitCode;
	});
