import { own } from "../../base/own";

/**
 * What is said for a name that a log has.
 *
 * @param otherwise for a name of another version, which this one has no words for
 */
export const known = (
	words: Readonly<Record<string, string>>,
	name: string,
	otherwise = name,
): string => own(words, name) ?? otherwise;
