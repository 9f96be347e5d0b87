/** A number as it stands in a sentence: with one digit after the point at most. */
export const rounded = (value: number): string =>
	String(Number(value.toFixed(1)));
