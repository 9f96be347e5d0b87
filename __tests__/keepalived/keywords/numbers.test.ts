import { expect, it } from "vitest";
import {
	formatNumber,
	isMultipleOf,
} from "../../../keepalived/keywords/numbers";

it.each([
	[0.1, "0.1"],
	[0.000001, "0.000001"],
	[40.95, "40.95"],
	[3, "3"],
	[0.1 + 0.2, "0.3"],
])("writes %d as %s", (value, text) => {
	expect(formatNumber(value)).toBe(text);
});

it.each([
	[0.1 + 0.2, 0.01, true],
	[40.95, 0.01, true],
	[0.015, 0.01, false],
	[1.5, 1, false],
	[0.0000001, 0.000001, false],
	[Number.NaN, 1, false],
	[Number.POSITIVE_INFINITY, 1, false],
])("tells whether %d is a multiple of %d: %s", (value, step, expected) => {
	expect(isMultipleOf(value, step)).toBe(expected);
});
