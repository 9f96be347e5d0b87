/** What a command ends with: 1 is a failure, 2 wrong input (nothing was done), 130 an interruption (128 and the signal's number). */
export const EXIT = { failure: 1, mistake: 2, interrupted: 130 } as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What {@link HalabError} is told besides what happened. */
export interface HalabErrorOptions {
	/** What the user can do. @default - the message says it itself */
	readonly remedy?: string;
	/** The end of the log that shows the cause. @default - there is none */
	readonly log?: string | undefined;
	readonly cause?: unknown;
}

/**
 * An error for people: what happened, where, and what to do about it. Who gets one needs no stack trace; any other error is a
 * defect of halab.
 */
export class HalabError extends Error {
	/** What a command ends with that fails by it. */
	readonly exitCode: ExitCode = EXIT.failure;
	/** What the user can do, which the message ends with. */
	readonly remedy: string | undefined;

	constructor(what: string, { remedy, log, cause }: HalabErrorOptions = {}) {
		const text = log?.trimEnd() ?? "";
		super(
			[
				what,
				...(text === "" ? [] : [text.replaceAll(/^/gm, "  | ")]),
				...(remedy === undefined ? [] : [`→ ${remedy}`]),
			].join("\n"),
			cause === undefined ? {} : { cause },
		);
		this.name = new.target.name;
		this.remedy = remedy;
	}
}

/** Said of wrong input: settings, props or a command line that cannot be used. Nothing was done. */
export class MistakeError extends HalabError {
	override readonly exitCode = EXIT.mistake;
}
