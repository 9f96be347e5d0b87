import { describe, expect, it } from "vitest";
import { network, testStack } from "./support";

const many = Object.fromEntries(
	Array.from({ length: 21 }, (_, index) => [`key-${index}`, "value"]),
);

describe("tags", () => {
	it("take what the cloud takes", () => {
		expect(() =>
			network(testStack(), {
				tags: { "halab:lab": "havip-nopreempt", 负责人: "李 雷", empty: "" },
			}),
		).not.toThrow();
	});

	it.each([
		[
			{ "acs:mine": "x" },
			'the key "acs:mine" begins with "acs:", which Alibaba Cloud keeps for itself',
		],
		[{ AliyunName: "x" }, 'the key "AliyunName" begins with "aliyun"'],
		[{ key: "aliyun" }, 'the value "aliyun" of "key" begins with "aliyun"'],
		[{ "": "x" }, 'the key "" has 0 characters; allowed are 1 to 128'],
		[{ ["k".repeat(129)]: "x" }, "has 129 characters; allowed are 1 to 128"],
		[{ key: "v".repeat(129) }, "has 129 characters; allowed are 0 to 128"],
		[
			{ wiki: "see https://wiki.example" },
			'the value "see https://wiki.example" of "wiki" holds http:// or https://',
		],
		[many, "21 tags; a resource takes 20 at most"],
	])("refuse %j", (tags, message) => {
		expect(() => network(testStack(), { tags })).toThrow(message);
	});
});
