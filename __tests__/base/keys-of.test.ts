import { expect, test } from "vitest";
import { keysOf } from "../../base/keys-of";

test("gives the keys in their order, with their own types", () => {
	const table = { second: 2, first: 1 } as const;
	const keys: readonly ("first" | "second")[] = keysOf(table);
	expect(keys).toEqual(["second", "first"]);
});
