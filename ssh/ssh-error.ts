/** An error for people: what happened, where, and what to do about it. */
export class SshError extends Error {
	override readonly name = "SshError";
	/** What the user can do. */
	readonly remedy: string;

	constructor(
		what: string,
		options: { readonly remedy: string; readonly log?: string },
	) {
		const log = options.log?.trim() ?? "";
		super(
			[
				what,
				...(log === "" ? [] : [log.replaceAll(/^/gm, "  | ")]),
				`→ ${options.remedy}`,
			].join("\n"),
		);
		this.remedy = options.remedy;
	}
}
