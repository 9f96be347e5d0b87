import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { TUTORIALS } from "../../../labs/tutorials/catalogue";
import type { LinuxCapabilities } from "../../../local/host/linux-capabilities";
import { type DiskFile, diskOf } from "../../../local/machine/disk";
import { localPlanOf } from "../../../local/state/local-plan";
import type { LocalPlan } from "../../../plan/lab-plan";
import { planTutorial } from "../../../plan/plan-tutorial";
import { fixturePlan } from "../fixture-plan";

const UNIT = "/etc/systemd/system/keepalived.service.d/real-time.conf";

const diskOfFirst = (
	plan: LocalPlan,
	capabilities: LinuxCapabilities,
): readonly DiskFile[] => {
	const [node] = plan.pair.nodes;
	if (node === undefined) {
		throw new Error("the plan has no node");
	}
	return diskOf(plan, node, { run: "run", names: {}, capabilities });
};

const unitOf = (
	plan: LocalPlan,
	capabilities: LinuxCapabilities,
): DiskFile["content"] | undefined =>
	diskOfFirst(plan, capabilities).find(({ path }) => path === UNIT)?.content;

test("systemd makes keepalived a real-time process where keepalived could not raise its limit again", () => {
	const plan = fixturePlan("disk-test");
	expect(unitOf(plan, { realTime: "yes", raiseLimits: false })).toMatch(
		/^CPUSchedulingPriority=50$/m,
	);
	expect(unitOf(plan, { realTime: "yes", raiseLimits: true })).toBeUndefined();
	expect(unitOf(plan, { realTime: "no", raiseLimits: false })).toBeUndefined();
});

test("where real time is only inherited, every other service gives it back", () => {
	const [node] = fixturePlan("disk-test").pair.nodes;
	if (node === undefined) {
		throw new Error("the plan has no node");
	}
	const files = (capabilities: LinuxCapabilities) =>
		diskOf(fixturePlan("disk-test"), node, {
			run: "run",
			names: {},
			capabilities,
		}).map(({ path }) => path);
	const others = "/etc/systemd/system/service.d/10-scheduling.conf";
	expect(files({ realTime: "inherited", raiseLimits: false })).toEqual(
		expect.arrayContaining([UNIT, others]),
	);
	expect(files({ realTime: "yes", raiseLimits: false })).not.toContain(others);
});

test("a tutorial's keepalived stays what its configuration makes it", () => {
	for (const tutorial of TUTORIALS) {
		const plan = localPlanOf(planTutorial(tutorial, "disk-test"));
		expect(
			unitOf(plan, { realTime: "yes", raiseLimits: false }),
		).toBeUndefined();
	}
});

test("a node gets its user data compressed, as in a cloud", () => {
	const plan = fixturePlan("disk-test");
	const seed = diskOfFirst(plan, { realTime: "yes", raiseLimits: true }).find(
		({ path }) => path === "/var/lib/cloud/seed/nocloud/user-data",
	);
	expect(gunzipSync(Buffer.from(seed?.content ?? "")).toString()).toBe(
		plan.pair.nodes[0]?.userData,
	);
});
