import type { CheckContext } from "./context";
import type { Directive } from "./directive";

/** A property that stands in the header of its block, so that it writes no line of its own. */
export function inHeader<V>(
	check: (value: V, context: CheckContext) => void,
): Directive<V> {
	return { check, write: () => [] };
}
