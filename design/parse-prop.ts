import { DesignError } from "./errors";
import { AddressError } from "./net/ipv4";

/**
 * Parses the address or network that a prop holds.
 *
 * @throws DesignError naming the prop, when the text is none
 */
export function parseProp<T>(
	prop: string,
	text: string,
	parse: (text: string) => T,
): T {
	try {
		return parse(text);
	} catch (error) {
		if (error instanceof AddressError) {
			throw new DesignError(prop, error.message);
		}
		throw error;
	}
}
