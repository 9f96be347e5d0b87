import type { z } from "zod";
import { shownName } from "../base/shown";

type Path = readonly PropertyKey[];

/** Types as people call them, where zod has another word. */
export const EXPECTED: Readonly<Record<string, string>> = {
	int: "a whole number",
	number: "a number",
	string: "a text",
	array: "a list, e.g. [a, b]",
	boolean: "true or false",
	object: "a map",
	record: "a map",
};

/** What lies at a path; undefined when nothing does. */
export const valueAt = (root: unknown, path: Path): unknown =>
	path.reduce<unknown>(
		(value, key) =>
			typeof value === "object" && value !== null
				? Reflect.get(value, key)
				: undefined,
		root,
	);

/** What zod itself says of a format; a schema of ours that knows better says so in its own words. */
const ZODS_OWN = /^Invalid /;

/** What is wrong at a place, and what is allowed there; without the value, which may be anything, e.g. a key. */
function wrongAt(issue: z.core.$ZodIssue, given: unknown): readonly string[] {
	if (given === undefined && issue.code !== "custom") {
		return ["is missing"];
	}
	switch (issue.code) {
		case "invalid_type":
			return [`must be ${EXPECTED[issue.expected] ?? issue.expected}`];
		case "invalid_value":
			return [
				issue.values.length === 1
					? `must be ${String(issue.values[0])}`
					: `must be one of ${issue.values.map(String).join(", ")}`,
			];
		case "too_small":
			return [`is too small; allowed: ${issue.minimum} at least`];
		case "too_big":
			return [`is too large; allowed: ${issue.maximum} at most`];
		case "invalid_format":
			return [
				ZODS_OWN.test(issue.message)
					? `is not written as ${issue.format}`
					: issue.message,
			];
		case "unrecognized_keys":
			return issue.keys.map((key) => `has an unknown key ${shownName(key)}`);
		case "invalid_key":
		case "invalid_element":
			return ["has a name that belongs to none"];
		case "invalid_union":
			return ["is none of what is known here"];
		case "not_multiple_of":
			return [`must be a multiple of ${issue.divisor}`];
		case "custom":
			return [issue.message];
	}
}

/** So many problems are named at once. */
const MOST_PROBLEMS = 5;

/**
 * What is wrong with data that a program wrote, by its keys, for people: `plan.name: must be a text; run: is missing`.
 *
 * @param given what was parsed
 * @param most so many problems are named
 */
export const wrongParts = (
	{ issues }: z.core.$ZodError,
	given: unknown,
	most = MOST_PROBLEMS,
): string =>
	issues
		.flatMap((issue) => {
			const where = issue.path.map((key) => shownName(String(key))).join(".");
			return wrongAt(issue, valueAt(given, issue.path)).map((what) =>
				where === "" ? what : `${where}: ${what}`,
			);
		})
		.slice(0, most)
		.join("; ");
