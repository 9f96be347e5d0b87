/** The keys of an object that has no others than its type says, such as a table of constants. */
export function keysOf<K extends string>(
	table: Readonly<Record<K, unknown>>,
): readonly K[];
export function keysOf(table: object): readonly string[] {
	return Object.keys(table);
}
