/** An error for people: what happened, where, and what to do about it. Never a stack trace for the user. */
export class LocalLabError extends Error {
	/** What the user can do. */
	readonly remedy: string;
	/** The end of the log that shows the cause, where there is one. */
	readonly log: string | undefined;

	constructor(
		what: string,
		options: {
			readonly remedy: string;
			readonly log?: string | undefined;
			readonly cause?: unknown;
		},
	) {
		const log = options.log?.trimEnd();
		super(
			[what, ...(log ? [indent(log)] : []), `→ ${options.remedy}`].join("\n"),
			options.cause === undefined ? {} : { cause: options.cause },
		);
		this.name = "LocalLabError";
		this.remedy = options.remedy;
		this.log = log;
	}
}

/** Somebody ended the work with Ctrl-C or a signal; what it had made is taken back. */
export class InterruptedError extends LocalLabError {}

function indent(text: string): string {
	return text.replaceAll(/^/gm, "  | ");
}
