/**
 * The words that run a program of ours: the compiled file, or the source in a clone.
 *
 * @param path of the program's module, without an extension
 */
export const programOf = (path: string): readonly string[] =>
	__filename.endsWith(".ts")
		? [process.execPath, "--require", require.resolve("tsx/cjs"), `${path}.ts`]
		: [process.execPath, `${path}.js`];
