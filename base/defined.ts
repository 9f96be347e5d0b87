/** An object whose properties that may be undefined are optional instead. */
export type Defined<T> = {
	[K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
	[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<
		T[K],
		undefined
	>;
};

/**
 * The object without those of its properties that are undefined: an optional property is absent or has a value, never both
 * (`exactOptionalPropertyTypes`).
 */
export function defined<const T extends object>(properties: T): Defined<T>;
export function defined(properties: object): object {
	return Object.fromEntries(
		Object.entries(properties).filter(([, value]) => value !== undefined),
	);
}
