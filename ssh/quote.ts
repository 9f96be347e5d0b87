/** What a shell leaves alone within single quotes is everything but the quote itself. */
const quoteWord = (word: string): string =>
	`'${word.replaceAll("'", "'\\''")}'`;

/**
 * The text that a POSIX shell reads as exactly these words: `ssh` hands a command over as text, to the shell of the
 * account that logs in.
 *
 * @throws RangeError when a word holds the character NUL, which no program can be given
 */
export function shellQuote(words: readonly string[]): string {
	if (words.some((word) => word.includes("\0"))) {
		throw new RangeError("A word of a command holds the character NUL.");
	}
	return words.map(quoteWord).join(" ");
}
