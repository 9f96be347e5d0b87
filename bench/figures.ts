/** The middle one of some figures. */
export const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ??
	Number.NaN;

/** Prints one line of the benchmark: what was measured, the figure, the figure to reach. */
export const row = (what: string, figure: string, target: string): void =>
	console.log(`${what.padEnd(44)}${figure.padStart(10)}  ${target}`);
