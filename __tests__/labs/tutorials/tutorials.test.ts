import { beforeAll, describe, expect, test } from "vitest";
import {
	KeepalivedConfigError,
	renderKeepalivedConf,
} from "../../../keepalived";
import { TUTORIALS } from "../../../labs/tutorials/catalogue";
import type { Tutorial } from "../../../labs/tutorials/tutorial";
import { planTutorial } from "../../../plan/plan-tutorial";
import { runInNodeImage } from "../../support/node-image";

const PLANS = TUTORIALS.map(
	(tutorial) => [tutorial, planTutorial(tutorial, "halab-test")] as const,
);

/** Where our own checks refuse what a tutorial runs. */
function refusedPaths({ keepalived }: Tutorial): readonly string[] {
	try {
		renderKeepalivedConf(
			keepalived({
				index: 0,
				address: "10.34.0.2",
				peer: "10.34.0.3",
				interfaceName: "eth0",
				vip: "10.34.0.200",
			}),
		);
		return [];
	} catch (error) {
		if (!(error instanceof KeepalivedConfigError)) {
			throw error;
		}
		return error.problems.map(({ path }) => path);
	}
}

describe.each(PLANS)("$id", (tutorial, plan) => {
	test("every refusal of our own model is a known flaw that stays", () => {
		expect([...refusedPaths(tutorial)].sort()).toEqual(
			tutorial.kept.flatMap(({ refusedAt }) => refusedAt ?? []).sort(),
		);
	});

	test("every correction is told", () => {
		expect(tutorial.corrections).toMatchSnapshot();
		expect(tutorial.corrections.length).toBeGreaterThan(0);
	});

	test("the configuration is the tutorial's", () => {
		expect(
			plan.pair.nodes.map((node) => node.keepalivedConf),
		).toMatchSnapshot();
	});

	test("the nodes get nothing of ours", () => {
		for (const { userData } of plan.pair.nodes) {
			expect(userData).toMatch(/^#cloud-config\n/);
			expect(userData).not.toMatch(/\.fault|halab-nexthop|vrrp_notify_fifo/);
		}
	});
});

describe("keepalived's own verdict on what is run", () => {
	const verdicts = new Map<string, string>();

	beforeAll(async () => {
		const files: Record<string, string> = {};
		const lines = PLANS.flatMap(([{ id, scripts }, { pair }]) =>
			pair.nodes.flatMap(({ name, keepalivedConf, userData }) => {
				files[`/var/tmp/${id}/${name}.conf`] = keepalivedConf;
				expect(scripts.every(({ path }) => userData.includes(path))).toBe(true);
				return [
					...scripts.map(
						({ path }) =>
							`mkdir -p "$(dirname ${path})"; printf '#!/bin/sh\\n' >${path}; chmod 755 ${path}`,
					),
					`keepalived -t -f /var/tmp/${id}/${name}.conf >/var/tmp/said 2>&1; echo "${id} ${name} $?"`,
				];
			}),
		);
		const { stdout, stderr } = await runInNodeImage(lines.join("\n"), files);
		for (const line of stdout.trim().split("\n")) {
			const [id, name, exitCode] = line.split(" ");
			verdicts.set(`${id} ${name}`, `${exitCode}`);
		}
		expect(verdicts.size, stderr).toBe(2 * TUTORIALS.length);
	}, 60_000);

	test.each(TUTORIALS)("$id", ({ id, keepalivedVerdict }) => {
		for (const name of ["node-1", "node-2"]) {
			expect(verdicts.get(`${id} ${name}`)).toBe(String(keepalivedVerdict));
		}
	});
});
