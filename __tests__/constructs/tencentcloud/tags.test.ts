import { describe, expect, it } from "vitest";
import { network, testStack } from "./support";

const many = Object.fromEntries(
	Array.from({ length: 51 }, (_, index) => [`key-${index}`, "value"]),
);

describe("tags", () => {
	it("take what the cloud takes", () => {
		expect(() =>
			network(testStack(), {
				tags: { "halab:lab": "havip-nopreempt", 负责人: "李 雷 (ops) [a@b]" },
			}),
		).not.toThrow();
	});

	it.each([
		[
			{ "qcs:mine": "x" },
			'the key "qcs:mine" begins with "qcs:", which Tencent Cloud keeps for itself',
		],
		[{ projectName: "x" }, 'the key "projectName" begins with "project"'],
		[{ "": "x" }, 'the key "" has 0 characters; allowed are 1 to 127'],
		[{ ["k".repeat(128)]: "x" }, "has 128 characters; allowed are 1 to 127"],
		[{ key: "v".repeat(256) }, "has 256 characters; allowed are 1 to 255"],
		[{ "a*b": "x" }, 'the key "a*b" has a character that is not allowed'],
		[{ key: " x" }, 'the value " x" of "key" starts or ends with a space'],
		[many, "51 tags; a resource takes 50 at most"],
	])("refuse %j", (tags, message) => {
		expect(() => network(testStack(), { tags })).toThrow(message);
	});
});
