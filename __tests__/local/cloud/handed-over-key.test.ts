import { expect, test } from "vitest";
import { handedOverKey } from "../../../local/cloud/handed-over-key";
import { fixturePlan } from "../fixture-plan";

test("nodes get a key where no role gives them one, a new one each time", () => {
	const plan = fixturePlan("key", { cloud: "ksyun", lab: "route-nexthop" });
	const key = handedOverKey(plan);
	expect(key?.id).toMatch(/^AKLT/);
	expect(handedOverKey(plan)?.secret).not.toBe(key?.secret);
});

test.each([
	["have a role", "tencentcloud", "route-nexthop"],
	["move no route", "tencentcloud", "havip-nopreempt"],
] as const)("nodes that %s get none", (_why, cloud, lab) => {
	expect(handedOverKey(fixturePlan("key", { cloud, lab }))).toBeUndefined();
});
