import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLOUD_IDS } from "../../../design/clouds";
import { poll, readIfThere } from "../../../local/host/proc";
import { LocalLab } from "../../../local/lab/lab";
import { StateStore } from "../../../local/state/state";
import { fixturePlan } from "../fixture-plan";
import { LAB_TEST, noBoot, ownLab } from "../lab/own-lab";
import { holderOf, pageOf } from "./asking";

const NAME = "route-test";
const { look } = ownLab(NAME);

describe.skipIf(noBoot).each(CLOUD_IDS)(
	`route-nexthop on %s${noBoot}`,
	LAB_TEST,
	(cloud) => {
		const plan = fixturePlan(NAME, {
			lab: "route-nexthop",
			timing: "fast",
			cloud,
		});
		const vip = plan.pair.vips[0]?.address ?? "";
		let before: Awaited<ReturnType<typeof look>>;
		let lab: LocalLab;

		/** The route as the cloud's console shows it; it must be one. */
		const route = async () => {
			const { cloud: console } = await lab.status();
			expect(console?.routes).toHaveLength(1);
			return console?.routes[0];
		};
		const takeOver = async (from: string, to: string): Promise<void> => {
			await lab.machines.run(from, ["systemctl", "stop", "keepalived"]);
			expect(await pageOf(lab, to, "bastion", vip)).toMatch(to);
			expect(await route()).toMatchObject({
				destination: `${vip}/32`,
				machine: to,
			});
			await lab.machines.run(from, ["systemctl", "start", "keepalived"]);
			await poll(
				async () => {
					const { nodes } = await lab.status();
					const node = nodes.find(({ name }) => name === from);
					return node?.keepalived.state === "BACKUP" ? true : undefined;
				},
				{ timeoutMs: 10_000 },
			);
		};

		beforeAll(async () => {
			before = await look();
			({ lab } = await LocalLab.up(plan));
		});
		afterAll(async () => {
			await LocalLab.down(NAME);
			expect(await look()).toEqual(before);
		});

		test("the bastion reaches the master by the route", async () => {
			const { holder } = await holderOf(lab, "bastion", vip);
			expect(await route()).toMatchObject({
				machine: holder,
				status: "available",
			});
		});

		test("the route follows the master, there and back", async () => {
			const { holder, other } = await holderOf(lab, "bastion", vip);
			await takeOver(holder, other);
			await takeOver(other, holder);
			const events = await lab.cloudEvents(0);
			// Conflicts and throttling are the helper's daily bread; a refused signature or right is not.
			const refused = events.filter(
				(event) =>
					event.type === "api" &&
					/Auth|Signature|AccessKey|Forbidden/.test(event.code ?? ""),
			);
			expect(refused).toEqual([]);
			expect(events.some((event) => event.type === "route")).toBe(true);
		});

		test("the helper finds itself through the cloud's metadata service", async () => {
			const outcome = await lab.machines.run("node-1", [
				"halab-nexthop",
				"status",
			]);
			expect(outcome.exitCode).toBe(0);
			expect(JSON.parse(outcome.stdout)).toMatchObject({ cidr: `${vip}/32` });
		});

		test("the master reconciles after the API was out of reach", async () => {
			const { holder, other } = await holderOf(lab, "bastion", vip);
			await lab.cloud.inject({ kind: "refuse", untilMs: Date.now() + 3_000 });
			await takeOver(holder, other);
			const log = await lab.machines.run(other, [
				"cat",
				"/var/log/keepalived.log",
			]);
			expect(log.stdout).toMatch(/"retry".*(refused|reset)/i);
		});

		test("a local cloud that is killed amid a change goes on where it was", async () => {
			const { holder, other } = await holderOf(lab, "bastion", vip);
			await lab.cloud.inject({ kind: "latency", milliseconds: 200 });
			await lab.machines.run(holder, ["systemctl", "stop", "keepalived"]);
			await poll(
				async () =>
					(await lab.cloudEvents(0)).some(
						(event) => event.type === "api" && event.durationMs > 200,
					) || undefined,
				{ timeoutMs: 10_000 },
			);
			await killLocalCloud();
			expect(await pageOf(lab, other, "bastion", vip)).toMatch(other);
			expect(
				await poll(
					async () => {
						const { cloud: console } = await lab.status();
						return console?.routes[0]?.machine === other ? true : undefined;
					},
					{ timeoutMs: 10_000 },
				),
			).toBe(true);
			await route();
			await lab.machines.run(holder, ["systemctl", "start", "keepalived"]);
		});
	},
);

/** Kill the process of the local cloud, not the shell that starts it again. */
async function killLocalCloud(): Promise<void> {
	const state = await new StateStore(NAME).read();
	const group = join(state?.capsule?.cgroup ?? "", "local-cloud");
	expect(await readdir(group)).toContain("cgroup.procs");
	const pids = (await readFile(join(group, "cgroup.procs"), "utf8"))
		.split("\n")
		.filter(Boolean);
	let killed = 0;
	for (const pid of pids) {
		// Programs that the process has just run may have ended.
		const line = (await readIfThere(`/proc/${pid}/cmdline`)) ?? "";
		if (!line.includes("cloud/main") || line.includes("cloud.sh")) {
			continue;
		}
		if (line.startsWith("nsenter")) {
			continue;
		}
		process.kill(Number(pid), "SIGKILL");
		killed++;
	}
	expect(killed).toBe(1);
}
