import { show } from "./context";
import { type Directive, plain } from "./directive";

/** A keyword without value: written when true, left out when false. */
export const flag: Directive<boolean> = {
	check: checkBoolean,
	write: (value, keyword) => (value ? [keyword] : []),
};

/** A keyword that takes `true` or `false`. */
export const bool: Directive<boolean> = {
	check: checkBoolean,
	...plain,
};

/** A keyword that takes one of a few words or numbers. */
export function oneOf<V extends string | number>(
	...values: readonly V[]
): Directive<V> {
	return {
		check(value, context) {
			if (values.includes(value)) {
				return;
			}
			context.refuse({
				given: show(value),
				allowed: values.map((allowed) => show(allowed)).join(", "),
				remedy: "Choose one of these.",
			});
		},
		...plain,
	};
}

function checkBoolean(
	value: boolean,
	context: Parameters<Directive<boolean>["check"]>[1],
): void {
	if (typeof value === "boolean") {
		return;
	}
	context.refuse({
		given: show(value),
		allowed: "true or false",
		remedy: "Write true or false.",
	});
}
