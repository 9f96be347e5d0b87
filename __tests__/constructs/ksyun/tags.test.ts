import { describe, expect, it } from "vitest";
import {
	network,
	pair,
	resource,
	resources,
	synthesize,
	testStack,
} from "./support";

const tags = { "halab:lab": "route-nexthop", 负责人: "李雷" };

describe("tags", () => {
	it("are on everything that takes them", () => {
		const synthesized = synthesize((scope) =>
			pair(scope, { network: network(scope, { tags }), tags }),
		);
		expect(resource(synthesized, "nat")).toMatchObject({ tags });
		expect(resources(synthesized, "instance")).toMatchObject([
			{ tags },
			{ tags },
		]);
	});

	it.each([
		[{ "": "x" }, 'tags: the key "" has 0 characters; allowed are 1 at least'],
		[{ key: " " }, 'tags: the value " " of "key" is empty'],
	])("refuse %j", (wrong, message) => {
		expect(() => network(testStack(), { tags: wrong })).toThrow(message);
	});
});
