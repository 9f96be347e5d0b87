/** A block of synthesized JSON. */
export type Block = Readonly<Record<string, unknown>>;

export const isBlock = (value: unknown): value is Block =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** The first of the attributes that has a text or a number, as text. */
export function textOf(
	block: Block,
	...attributes: readonly string[]
): string | undefined {
	for (const attribute of attributes) {
		const value = block[attribute];
		if (typeof value === "string" && value !== "") {
			return value;
		}
		if (typeof value === "number") {
			return String(value);
		}
	}
	return undefined;
}

/** The texts of an attribute that is a text or a list of texts. */
export function textsOf(block: Block, attribute: string): readonly string[] {
	const value = block[attribute];
	const values: readonly unknown[] = Array.isArray(value) ? value : [value];
	return values.filter((it) => typeof it === "string" && it !== "").map(String);
}

/** The blocks of an attribute that is a block or a list of blocks. */
export function blocksOf(block: Block, attribute: string): readonly Block[] {
	const value = block[attribute];
	return (Array.isArray(value) ? value : [value]).filter(isBlock);
}
