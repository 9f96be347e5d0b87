import { fileProblem } from "../base/file-problem";
import { EXIT, type ExitCode, HalabError } from "../base/halab-error";
import { wasInterrupted } from "./interruption";

/**
 * What a user is told of an error, and the exit code.
 *
 * @throws the error when it is a defect of ours
 */
export function forPeople(error: unknown): {
	readonly message: string;
	readonly exitCode: ExitCode;
} {
	if (error instanceof HalabError) {
		const { message, exitCode } = error;
		// Whatever fails after Ctrl-C fails because of it.
		return exitCode === EXIT.failure && wasInterrupted()
			? { message, exitCode: EXIT.interrupted }
			: { message, exitCode };
	}
	const problem = fileProblem(error);
	if (problem?.path !== undefined) {
		return {
			message: `${problem.path}: ${problem.what}.`,
			exitCode: EXIT.failure,
		};
	}
	throw error;
}
