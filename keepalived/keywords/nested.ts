import {
	checkKeywords,
	type Directive,
	type Keywords,
	writeBlock,
	writeKeywords,
} from "./directive";

/** A block inside a block. */
export function block<T extends object>(keywords: Keywords<T>): Directive<T> {
	return {
		check: (value, context) => checkKeywords(keywords, value, context),
		write: (value, keyword, version) =>
			writeBlock(keyword, writeKeywords(keywords, value, version)),
	};
}

/**
 * Blocks of which there may be several.
 * @param nameOf what stands between the keyword and the brace, if anything; it names the block in errors too
 */
export function blocks<T extends object>(
	keywords: Keywords<T>,
	nameOf?: (value: T) => string,
): Directive<readonly T[]> {
	return {
		check(values, context) {
			values.forEach((value, index) => {
				checkKeywords(keywords, value, context.atIndex(index, nameOf?.(value)));
			});
		},
		write: (values, keyword, version) =>
			values.flatMap((value) =>
				writeBlock(
					nameOf === undefined ? keyword : `${keyword} ${nameOf(value)}`,
					writeKeywords(keywords, value, version),
				),
			),
	};
}
