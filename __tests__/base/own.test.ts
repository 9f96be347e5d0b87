import { expect, test } from "vitest";
import { own } from "../../base/own";

test.each([
	["a", 1],
	["b", undefined],
	["constructor", undefined],
	["__proto__", undefined],
])("what a record has under %s: %s", (key, value) => {
	expect(own({ a: 1 }, key)).toBe(value);
});
