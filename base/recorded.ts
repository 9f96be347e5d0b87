/**
 * What a zod schema reads, for those who use it: the properties that it names, none of them to be changed. A loose schema
 * keeps what a newer version added, but nobody here knows of that.
 */
export type Recorded<T> = T extends readonly (infer Element)[]
	? readonly Recorded<Element>[]
	: T extends object
		? {
				readonly [Key in keyof T as string extends Key
					? unknown extends T[Key]
						? never
						: Key
					: Key]: Recorded<T[Key]>;
			}
		: T;
