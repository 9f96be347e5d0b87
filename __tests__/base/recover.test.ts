import { expect, test } from "vitest";
import { recover } from "../../base/recover";

class Expected extends Error {}

const failing = (error: Error) => (): number => {
	throw error;
};

test("work that succeeds", () => {
	expect(
		recover(
			Expected,
			() => 1,
			() => 2,
		),
	).toBe(1);
});

test("an error of the kind is handed on", () => {
	expect(
		recover(Expected, failing(new Expected("why")), ({ message }) => message),
	).toBe("why");
});

test("any other is thrown again", () => {
	const other = new TypeError("a defect");
	expect(() => recover(Expected, failing(other), () => 2)).toThrow(other);
});
