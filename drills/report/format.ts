const number = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Milliseconds for people; below ten, tenths count. */
export const formatMs = (ms: number): string =>
	`${ms > 0 && ms < 9.95 ? ms.toFixed(1) : number.format(ms)} ms`;

/** Numbers with a comma between thousands. */
export const formatCount = (count: number): string => number.format(count);
