import { expect, test } from "vitest";
import { z } from "zod";
import { wrongParts } from "../../design/wrong-parts";

const SECRET = "c2VjcmV0IG9mIHRoZSBjbG91ZA==";

test.each<[z.ZodType, unknown, string]>([
	[z.string(), 5, "must be a text"],
	[z.object({ a: z.int() }), { a: 1.5 }, "a: must be a whole number"],
	[z.object({ a: z.int() }), { a: SECRET }, "a: must be a number"],
	[z.object({ a: z.int() }), {}, "a: is missing"],
	[z.literal(2), SECRET, "must be 2"],
	[z.enum(["b", "c"]), SECRET, "must be one of b, c"],
	[z.array(z.string()).min(1), [], "is too small; allowed: 1 at least"],
	[z.number().max(3), 4, "is too large; allowed: 3 at most"],
	[z.number().multipleOf(2), 3, "must be a multiple of 2"],
	[z.iso.datetime(), SECRET, "is not written as datetime"],
	[z.string().regex(/^x$/, "is no x"), SECRET, "is no x"],
	[z.strictObject({}), { b: SECRET }, "has an unknown key b"],
	[
		z.record(z.string().regex(/^x$/, "is no x"), z.string()),
		{ b: SECRET },
		"b: has a name that belongs to none",
	],
	[z.union([z.string(), z.boolean()]), 1, "is none of what is known here"],
	[
		z.array(z.object({ a: z.string(), b: z.string() })),
		[{ a: "" }, { b: 1 }],
		"0.b: is missing; 1.a: is missing; 1.b: must be a text",
	],
])("says what is allowed, without the value: %#", (schema, given, said) => {
	const { error } = schema.safeParse(given);
	expect(error && wrongParts(error, given)).toBe(said);
});

test("names some of many", () => {
	const given = Array.from({ length: 9 }, () => 1);
	const { error } = z.array(z.string()).safeParse(given);
	expect(error && wrongParts(error, given).split("; ")).toHaveLength(5);
});
