/** `--small`: a benchmark only shows that it runs. Its figures say nothing then. */
export const SMALL = process.argv.includes("--small");

/**
 * How often something is measured: what a variable of the environment says, else the benchmark's own number.
 *
 * @param variable name of the variable, e.g. `HALAB_BENCH_RUNS`
 * @param small what `--small` takes instead of `full`
 */
export function times(variable: string, full: number, small: number): number {
	const text = process.env[variable];
	if (text === undefined) {
		return SMALL ? small : full;
	}
	const count = Number(text);
	if (!Number.isInteger(count) || count < 1) {
		console.error(
			`${variable}: "${text}" is not allowed; expected a whole number from 1`,
		);
		process.exit(2);
	}
	return count;
}

/** The choice of a benchmark, of which `--small` takes the first. */
export const some = <T>(choice: readonly T[]): readonly T[] =>
	SMALL ? choice.slice(0, 1) : choice;
