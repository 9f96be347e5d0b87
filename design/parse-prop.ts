import { MistakeError } from "../base/halab-error";
import { recover } from "../base/recover";
import { DesignError } from "./errors";

/**
 * Parses the address, network or key that a prop holds.
 *
 * @throws DesignError naming the prop, when the text is none
 */
export function parseProp<T>(
	prop: string,
	text: string,
	parse: (text: string) => T,
): T {
	return recover(
		MistakeError,
		() => parse(text),
		({ message }) => {
			throw new DesignError(prop, message);
		},
	);
}
