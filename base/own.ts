/** What a record has under a key of its own, so that `constructor` and its like name nothing. */
export function own<T>(
	record: Readonly<Record<string, T>>,
	key: PropertyKey,
): T | undefined;
export function own(record: object, key: PropertyKey): unknown;
export function own(record: object, key: PropertyKey): unknown {
	return Object.getOwnPropertyDescriptor(record, key)?.value;
}
