/**
 * What is known of data that was read, and of nothing else: the keys by their names, everything read-only. A loose schema keeps
 * what a newer version adds, but nobody can rely on it.
 */
export type Known<T> = T extends readonly (infer Item)[]
	? readonly Known<Item>[]
	: T extends object
		? {
				readonly [Key in keyof T as string extends Key ? never : Key]: Known<
					T[Key]
				>;
			}
		: T;
