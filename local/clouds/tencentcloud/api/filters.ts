import { z } from "zod";
import { own } from "../../../../base/own";
import { apiError } from "./errors";

/** Filters, all of which a thing has to pass; one passes with any of its values. At most 10 with 5 values each. */
export const filters = z
	.array(
		z.strictObject({ Name: z.string(), Values: z.array(z.string()).max(5) }),
	)
	.max(10)
	.optional();

type Filters = z.infer<typeof filters>;

/** The values of a thing by the name of a filter. */
export type FilterValues<T> = Readonly<
	Record<string, (thing: T) => readonly string[]>
>;

/** The things that pass. @throws ApiError for a filter that the action does not have */
export function passing<T>(
	things: readonly T[],
	given: Filters,
	known: FilterValues<T>,
): readonly T[] {
	const tests = (given ?? []).map(({ Name, Values }) => {
		const valuesOf = own(known, Name);
		if (valuesOf === undefined) {
			throw apiError(
				"InvalidParameter.FilterInvalidKey",
				`The filter \`${Name}\` is not supported; supported: ${Object.keys(known).join(", ")}.`,
			);
		}
		const wanted = Values.map((value) => value.toLowerCase());
		return (thing: T) =>
			valuesOf(thing).some((value) => wanted.includes(value.toLowerCase()));
	});
	return things.filter((thing) => tests.every((test) => test(thing)));
}

/**
 * Ids or filters, not both.
 *
 * @throws ApiError when both are given, or an id names nothing
 */
export function select<T extends { readonly id: string }>(
	things: Readonly<Record<string, T>>,
	ids: readonly string[] | undefined,
	idsName: string,
	given: Filters,
	known: FilterValues<T>,
): readonly T[] {
	if (ids !== undefined && ids.length > 0 && given !== undefined) {
		throw apiError(
			"InvalidParameter.Coexist",
			`The parameters \`${idsName}\` and \`Filters\` cannot be used together.`,
		);
	}
	if (ids === undefined || ids.length === 0) {
		return passing(Object.values(things), given, known);
	}
	return ids.map((id) => {
		const found = own(things, id);
		if (found === undefined) {
			throw apiError("ResourceNotFound", `The resource ${id} is not found.`);
		}
		return found;
	});
}

/** How many a page has at most, and by default. */
const [MOST, USUAL] = [100, 20];

/** Where a page begins and how long it is; some actions take these as numbers, some as strings. */
export const pageOfNumbers = {
	Offset: z.number().int().min(0).optional(),
	Limit: z.number().int().min(1).max(MOST).optional(),
};
const digits = z.string().regex(/^\d+$/, "digits are expected");
export const pageOfStrings = {
	Offset: digits.optional(),
	Limit: digits
		.refine(
			(text) => Number(text) >= 1 && Number(text) <= MOST,
			`between 1 and ${MOST}`,
		)
		.optional(),
};

/** One page of things. */
export function page<T>(
	things: readonly T[],
	from: {
		readonly Offset?: string | number | undefined;
		readonly Limit?: string | number | undefined;
	},
): readonly T[] {
	const offset = Number(from.Offset ?? 0);
	return things.slice(offset, offset + Number(from.Limit ?? USUAL));
}
