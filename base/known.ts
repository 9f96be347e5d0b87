/**
 * What a zod schema reads, for those who use it: the properties that it names, none of them to be changed. A loose schema keeps
 * what a newer version added, but nobody can rely on it.
 */
export type Known<T> = T extends readonly (infer Item)[]
	? readonly Known<Item>[]
	: T extends object
		? {
				readonly [Key in keyof T as string extends Key
					? unknown extends T[Key]
						? never
						: Key
					: Key]: Known<T[Key]>;
			}
		: T;
