/**
 * What is known of data that was read, everything read-only: a loose schema keeps keys that a newer version adds, but nobody can
 * rely on them.
 */
export type Known<T> = T extends readonly (infer Item)[]
	? readonly Known<Item>[]
	: T extends object
		? { readonly [Key in keyof T as KnownKey<T, Key>]: Known<T[Key]> }
		: T;

/** No key but those of things of which nothing is known. */
type KnownKey<T, Key extends keyof T> = string extends Key
	? unknown extends T[Key]
		? never
		: Key
	: Key;
