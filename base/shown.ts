/** Longest text that a message repeats, in characters. */
const LONGEST = 60;

/** What names, addresses, paths and words are made of; a hash of a password has a `$`, a key of its own lines. */
const PLAIN = /^[\p{L}\p{N} ._:/~@,+*()[\]{}'"=-]*$/u;

/** Runs of characters as they stand in keys, tokens and their base64. */
const RUN = /[A-Za-z0-9+/=]+/g;

/** How often a run changes between lower case, upper case and digits: often in what was made by chance. */
function changes(run: string): number {
	const kinds = [...run].map((character) => {
		if (/[a-z]/.test(character)) {
			return "lower";
		}
		return /[A-Z]/.test(character) ? "upper" : "other";
	});
	return kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1])
		.length;
}

/** Whether a run of characters looks as if it was made by chance. */
function isRandom(run: string): boolean {
	const atLeast = /\d/.test(run) ? 10 : 20;
	return run.length >= atLeast && changes(run) >= 4;
}

const mayBeSecret = (text: string): boolean =>
	!PLAIN.test(text) ||
	/PRIVATE KEY/i.test(text) ||
	(text.match(RUN) ?? []).some(isRandom);

/**
 * A value as a message for people shows it: short, on one line, and never a text that may be a secret, such as a key
 * or a hash that was put into the wrong place. Messages end up in the logs of others' machines.
 */
export function shown(value: unknown): string {
	if (typeof value === "string") {
		return value.length > LONGEST || mayBeSecret(value)
			? `a text of ${value.length} characters (not repeated here)`
			: JSON.stringify(value);
	}
	if (value === undefined || value === null) {
		return "nothing";
	}
	if (Array.isArray(value)) {
		return value.length === 0 ? "[]" : "a list";
	}
	return typeof value === "object" ? "a map" : String(value);
}

/** A name, such as that of a file, as a message shows it: without quotes, unless it cannot be shown. */
export const shownName = (text: string): string => {
	const quoted = shown(text);
	return quoted === JSON.stringify(text) ? text : quoted;
};
