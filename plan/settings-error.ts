import { MistakeError } from "../base/halab-error";

/** One thing that is wrong in a settings file. */
export interface SettingsProblem {
	/** Dotted key, e.g. `network.vip`; empty for the file as a whole. */
	readonly key: string;
	/** What was given, what is allowed, what to do. */
	readonly message: string;
	/** Line and column in the file, both from 1, where known. */
	readonly position?: { readonly line: number; readonly column: number };
	/** Where it stands, if not in the file, e.g. `command line`. */
	readonly source?: string;
}

const describe = (file: string, problem: SettingsProblem): string => {
	const place = problem.position
		? `${file}:${problem.position.line}:${problem.position.column}`
		: (problem.source ?? file);
	return problem.key === ""
		? `${place}: ${problem.message}`
		: `${place}: ${problem.key}: ${problem.message}`;
};

/** Thrown when settings are wrong. The message has one line per problem: file, line, key, what was given, what is allowed. */
export class SettingsError extends MistakeError {
	constructor(
		readonly file: string,
		readonly problems: readonly SettingsProblem[],
	) {
		super(problems.map((problem) => describe(file, problem)).join("\n"));
	}
}
