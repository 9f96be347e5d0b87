import { expect, test } from "vitest";
import { mayCall } from "../../../local/api/authorization";

const on = (...resources: readonly string[]) => [
	{ actions: ["ReplaceRoutes"], resources },
];
const TABLE = "qcs::vpc:ap-guangzhou:uin/100000000001:rtb/rtb-1";

test("an action has to be named, or its beginning", () => {
	const all = [{ actions: ["Describe*"], resources: ["*"] }];
	expect(mayCall(all, "DescribeRouteTables", undefined)).toBe(true);
	expect(mayCall(all, "ReplaceRoutes", undefined)).toBe(false);
});

test("a resource has to be the very one", () => {
	const may = (pattern: string) => mayCall(on(pattern), "ReplaceRoutes", TABLE);
	expect(may("*")).toBe(true);
	// No account: the one that owns the policy.
	expect(may("qcs::vpc:ap-guangzhou::rtb/rtb-1")).toBe(true);
	expect(may("qcs::vpc:ap-guangzhou:*:rtb/*")).toBe(true);
	expect(may("qcs::vpc:ap-guangzhou::rtb/rtb-2")).toBe(false);
	expect(may("qcs::vpc:ap-guangzhou::rtb/rtb-11")).toBe(false);
	expect(may("qcs::vpc:ap-beijing::rtb/rtb-1")).toBe(false);
	expect(may("qcs::vpc:ap-guangzhou::rtb/rtb-1:more")).toBe(false);
});

test("an action without a resource needs *, as an action and its resource need one statement", () => {
	expect(mayCall(on(TABLE), "ReplaceRoutes", undefined)).toBe(false);
	expect(
		mayCall(
			[
				{ actions: ["ReplaceRoutes"], resources: ["other"] },
				{ actions: ["DescribeRouteTables"], resources: [TABLE] },
			],
			"ReplaceRoutes",
			TABLE,
		),
	).toBe(false);
});
