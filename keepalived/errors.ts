import { MistakeError } from "../base/halab-error";

/** One thing that is wrong with a keepalived configuration. */
export interface KeepalivedProblem {
	/** Where it stands, such as `vrrpInstances[0] (VI_1).virtualRouterId`. */
	readonly path: string;
	/** What was given, in words or as the value itself. */
	readonly given: string;
	/** What is allowed there. */
	readonly allowed: string;
	/** What to do about it. */
	readonly remedy: string;
}

/**
 * Everything that is wrong with one keepalived configuration.
 *
 * All problems are collected before it is thrown: correct them in one go.
 */
export class KeepalivedConfigError extends MistakeError {
	/** Stable code for programs that must tell errors apart. */
	readonly code = "KEEPALIVED_CONFIG";

	/** At least one. */
	readonly problems: readonly KeepalivedProblem[];

	constructor(problems: readonly KeepalivedProblem[]) {
		super(messageOf(problems));
		this.problems = problems;
	}

	/** Path of the first problem. */
	get path(): string {
		return this.problems[0]?.path ?? "";
	}
}

/** The one-line form: `<path>: got <given>; allowed: <allowed>. <remedy>` */
export function describeProblem(problem: KeepalivedProblem): string {
	return `${problem.path}: got ${problem.given}; allowed: ${problem.allowed}. ${problem.remedy}`;
}

function messageOf(problems: readonly KeepalivedProblem[]): string {
	const lines = problems.map((problem) => `  - ${describeProblem(problem)}`);
	const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
	return [`keepalived configuration has ${count}:`, ...lines].join("\n");
}
