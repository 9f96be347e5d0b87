import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checkParameters, unflatten } from "../../../local/api/parameters";

describe("flat parameters", () => {
	test.each<[string, Record<string, string>, object]>([
		["plain ones stay", { VpcId: "a" }, { VpcId: "a" }],
		["lists", { "Id.1": "a", "Id.2": "b" }, { Id: ["a", "b"] }],
		[
			"lists are in the order of their numbers",
			{ "Id.10": "b", "Id.9": "a" },
			{ Id: ["a", "b"] },
		],
		[
			"lists of objects with lists",
			{
				"Filter.1.Name": "vpc-id",
				"Filter.1.Value.1": "a",
				"Filter.1.Value.2": "b",
				"Filter.2.Name": "x",
			},
			{ Filter: [{ Name: "vpc-id", Value: ["a", "b"] }, { Name: "x" }] },
		],
		[
			"names that objects have of their own",
			{ "__proto__.x": "a", constructor: "b" },
			{ ["__proto__"]: { x: "a" }, constructor: "b" },
		],
		[
			"a value and a list of one name: the last counts",
			{ Id: "a", "Id.1": "b" },
			{ Id: ["b"] },
		],
	])("%s", (_name, flat, nested) => {
		expect(JSON.stringify(unflatten(flat))).toBe(JSON.stringify(nested));
	});

	test("depth has an end", () => {
		expect(
			JSON.stringify(unflatten({ ["a.".repeat(10_000)]: "x" })).length,
		).toBeLessThan(200);
	});
});

test.each<[string, unknown, object]>([
	["missing", {}, { kind: "missing", name: "Id" }],
	[
		"missing deep inside",
		{ Id: "a", List: [{}] },
		{ kind: "missing", name: "List.0.Name" },
	],
	["of a wrong type", { Id: 5 }, { kind: "type", name: "Id" }],
	["unknown", { Id: "a", Colour: "red" }, { kind: "unknown", name: "Colour" }],
	["of a wrong value", { Id: "abc" }, { kind: "value", name: "Id" }],
])("a parameter that is %s", (_name, given, problem) => {
	const schema = z.strictObject({
		Id: z.string().max(2),
		List: z.array(z.object({ Name: z.string() })).optional(),
	});
	expect(checkParameters(schema, given)).toMatchObject({ problem });
});
