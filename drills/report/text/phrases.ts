/** A text of a known form, and how it is said in another language; `$1` is what stood in its first group. */
export type Phrase = readonly [form: RegExp, said: string];

/** Says a text in another language; one of no known form stays as it is. */
export function rephrase(text: string, phrases: readonly Phrase[]): string {
	const known = phrases.find(([form]) => form.test(text));
	return known === undefined ? text : text.replace(known[0], known[1]);
}
