import { describe, expect, test } from "vitest";
import {
	type NftTable,
	nftSet,
	renderTables,
	tableChanges,
} from "../../../local/fabric/table";

const table = (
	elements: readonly string[],
	chains: Readonly<Record<string, readonly string[]>> = {},
): NftTable => ({
	family: "ip",
	name: "halab",
	sets: { ways: nftSet("map", "type ipv4_addr : verdict;", elements) },
	chains: {
		forward: {
			hook: "type filter hook forward priority filter; policy accept;",
			rules: ["ip daddr vmap @ways"],
		},
		...Object.fromEntries(
			Object.entries(chains).map(([name, rules]) => [name, { rules }]),
		),
	},
});

describe("a table's text", () => {
	test("makes the table, whatever there was", () => {
		expect(
			renderTables([
				table(["10.0.0.2 : goto b", "10.0.0.1 : goto b"], { b: ["drop"] }),
			]),
		).toBe(`table ip halab
delete table ip halab
table ip halab {
	map ways {
		type ipv4_addr : verdict;
		elements = { 10.0.0.1 : goto b, 10.0.0.2 : goto b }
	}
	chain forward {
		type filter hook forward priority filter; policy accept;
		ip daddr vmap @ways
	}
	chain b {
		drop
	}
}
`);
	});

	test("leaves the elements of an empty set out", () => {
		expect(renderTables([table([])])).not.toContain("elements");
	});
});

describe("the changes from one table to the next", () => {
	test("are none between equal tables", () => {
		const one = table(["10.0.0.1 : accept"], { b: ["drop"] });
		expect(tableChanges([one], [one])).toBe("");
	});

	test("touch only the elements that differ", () => {
		expect(
			tableChanges(
				[table(["10.0.0.1 : accept", "10.0.0.2 : accept"])],
				[table(["10.0.0.1 : accept", "10.0.0.2 : drop", "10.0.0.3 : drop"])],
			),
		).toBe(`delete element ip halab ways { 10.0.0.2 }
add element ip halab ways { 10.0.0.2 : drop, 10.0.0.3 : drop }
`);
	});

	test("make a chain before something leads to it, and remove it afterwards", () => {
		expect(
			tableChanges(
				[table(["10.0.0.1 : goto a"], { a: ["drop"], c: ["accept"] })],
				[table(["10.0.0.1 : goto b"], { b: ["accept"], c: ["drop"] })],
			),
		).toBe(`add chain ip halab b
flush chain ip halab c
flush chain ip halab a
add rule ip halab b accept
add rule ip halab c drop
delete element ip halab ways { 10.0.0.1 }
add element ip halab ways { 10.0.0.1 : goto b }
delete chain ip halab a
`);
	});
});
