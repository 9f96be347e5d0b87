import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { HalabError } from "../../base/halab-error";
import {
	deployedStack,
	type StackPlace,
	stackDirectory,
} from "../../cli/deployed-stack";
import { runOnce } from "../../cli/run-drill";
import { FAULTS } from "../../drills/faults/catalogue";
import { SshBench } from "../../ssh/bench";
import { SshConnection } from "../../ssh/connection";
import { LAB_TEST, noBoot, ownLab } from "../local/lab/own-lab";
import { makeKey, type SshLab, startSshLab } from "./ssh-lab";

/** Depends on how busy the machine is, so a test does not judge it. */
const TIMING_AUDIT = "within-prediction";

const NAME = "ssh-test";
const { stateDirectory } = ownLab(NAME);

describe.skipIf(noBoot)(
	`a stack, by ssh through its bastion${noBoot}`,
	LAB_TEST,
	() => {
		let ssh: SshLab;
		let place: StackPlace;
		let route: Parameters<typeof SshConnection.open>[0];
		let knownHosts: string;
		const notices: string[] = [];

		beforeAll(async () => {
			ssh = await startSshLab(NAME, stateDirectory());
			const { pair, internet } = ssh.lab.plan;
			route = {
				bastion: {
					...{ name: "bastion", user: "root" },
					address: internet.eips.bastion,
				},
				nodes: pair.nodes.map(({ name, address }) => ({
					...{ name, address, user: "root" },
				})),
			};
			knownHosts = join(
				stackDirectory("havip-nopreempt-tencentcloud"),
				"known_hosts",
			);
			place = await deployedStack({
				outputs: ssh.outputsFile,
				settings: ssh.settingsFile,
				identity: ssh.identity,
				prefix: ssh.prefix,
				onNotice: (line) => notices.push(line),
			});
		});

		afterAll(async () => {
			await place?.bench.close();
		});

		/** Why a connection is not made. */
		async function complaintOf(
			given: {
				readonly route?: typeof route;
				readonly identity?: string;
				readonly knownHosts?: string;
			} = {},
		): Promise<string> {
			try {
				const { identity, prefix } = ssh;
				const connection = await SshConnection.open(given.route ?? route, {
					...{ identity, prefix, knownHosts },
					...given,
				});
				await connection.close();
				return "it was made";
			} catch (error) {
				expect(error).toBeInstanceOf(HalabError);
				return error instanceof Error ? error.message : "";
			}
		}

		test("words, exit code and both outputs come through unchanged", async () => {
			const words = ["", "it's", '"$HOME" `id`\n', "中文", "-x", "; exit 9"];
			const script = `printf '%s|' "$@"; id -un >&2; exit 7`;
			for (const machine of ["bastion", "node-2"]) {
				expect(
					await place.bench.run(machine, ["sh", "-c", script, "-", ...words]),
				).toEqual({
					exitCode: 7,
					stdout: words.map((word) => `${word}|`).join(""),
					stderr: "root\n",
				});
			}
		});

		test("a machine's own exit code 255 is no failure of ssh", async () => {
			const script = ["sh", "-c", "echo mine >&2; exit 255"];
			const { exitCode, stderr } = await place.bench.run("node-1", script);
			expect({ exitCode, stderr }).toEqual({ exitCode: 255, stderr: "mine\n" });
		});

		test("clocks: all machines here share one, so the truth is known", async () => {
			for (const machine of ["bastion", "node-1", "node-2"]) {
				const { offsets, uncertaintyNs } = await place.bench.clockOf(machine);
				expect(Math.abs(offsets.monotonicNs)).toBeLessThanOrEqual(
					uncertaintyNs,
				);
			}
			expect(notices.join()).toMatch(/clocks are known to ±\d+\.\d ms/);
		});

		test("a planned switch, drilled and measured by way of the bastion", async () => {
			const fault = FAULTS.find(({ id }) => id === "stop-keepalived");
			if (fault === undefined) {
				throw new Error("no such fault");
			}
			const { report, logFile } = await runOnce(fault, place, 1, {});
			expect(
				report.audits.filter(
					(audit) => !audit.passed && audit.audit !== TIMING_AUDIT,
				),
			).toEqual([]);
			expect(report.after).not.toBe(report.before);
			expect(report.vantages.map(({ vantage }) => vantage)).toEqual([
				...["bastion", "internet"],
			]);
			expect(report.outage.sent).toBeGreaterThan(200);
			const times = (await readFile(logFile, "utf8"))
				.trim()
				.split("\n")
				.map((line) =>
					z.looseObject({ timeNs: z.number() }).parse(JSON.parse(line)),
				)
				.map(({ timeNs }) => timeNs);
			// Every machine's times are on one clock, so none is from another decade or boot.
			expect(Math.max(...times) - Math.min(...times)).toBeLessThan(120e9);
		}, 60_000);

		test("a link that goes down comes up again by the node's own timer", async () => {
			const bench = await SshBench.connect(route, {
				...{ knownHosts, identity: ssh.identity, prefix: ssh.prefix },
				linkDownSeconds: 3,
			});
			try {
				const routes = ["ip", "-4", "route", "show", "default"];
				const before = await ssh.lab.machines.run("node-2", routes);
				expect(before.stdout).toMatch(/^default via /);
				await bench.linkDown("node-2");
				const link = await ssh.lab.machines.run("node-2", [
					...["cat", "/sys/class/net/eth0/operstate"],
				]);
				expect(link.stdout).toBe("down\n");
				await bench.linkUp("node-2");
				expect((await ssh.lab.machines.run("node-2", routes)).stdout).toBe(
					before.stdout,
				);
			} finally {
				await bench.close();
			}
		}, 60_000);

		test("packets between the nodes are lost until healed, and a timer stands by", async () => {
			const { bench } = place;
			const ping = () =>
				bench.run("node-1", ["ping", "-q", "-c1", "-W1", "10.34.0.3"]);
			const timer = () =>
				bench.run("node-2", [
					...["systemctl", "is-active", "halab-drill-packets.timer"],
				]);
			expect((await ping()).exitCode).toBe(0);
			await bench.losePackets([{ from: "node-1", to: "node-2" }]);
			expect((await ping()).exitCode).toBe(1);
			expect((await timer()).stdout).toBe("active\n");
			await bench.losePackets([{ from: "node-1" }, { to: "node-2" }]);
			expect((await ping()).exitCode).toBe(1);
			await bench.losePackets([]);
			expect((await ping()).exitCode).toBe(0);
			expect((await timer()).stdout).toBe("inactive\n");
		});

		test("what was switched off waits for somebody at the console", async () => {
			const { bench } = place;
			await bench.powerOff("node-2");
			expect(await bench.isOn("node-1")).toBe(true);
			const back = bench.powerOn("node-2");
			await vi.waitFor(() =>
				expect(notices).toContainEqual(
					expect.stringMatching(
						/^node-2 is off.*start it in the cloud's console/,
					),
				),
			);
			await ssh.lab.machines.node("node-2").boot();
			await back;
			expect(await bench.isOn("node-2")).toBe(true);
		}, 60_000);

		test("what takes a hypervisor is refused before anything is broken", async () => {
			const freeze = FAULTS.find(({ id }) => id === "freeze");
			const shutdown = FAULTS.find(({ id }) => id === "shutdown");
			const flapping = FAULTS.find(({ id }) => id === "link-flapping");
			const { bench, plan } = place;
			expect(flapping?.unfit?.(plan, bench)).toMatch(/by a timer/);
			expect(freeze?.unfit?.(plan, bench)).toMatch(/only a hypervisor/);
			expect(shutdown?.unfit?.(plan, bench)).toMatch(/--console/);
			await expect(bench.freeze("node-1")).rejects.toThrow(/halab up/);
		});

		test("a bastion that does not answer", async () => {
			const bastion = {
				...route.bastion,
				address: ssh.lab.plan.internet.eips.nat,
			};
			expect(await complaintOf({ route: { ...route, bastion } })).toMatch(
				/^The bastion does not answer at 203\.0\.113\.11\.[\s\S]*access\.adminCidrs/,
			);
		});

		test("a node that does not answer", async () => {
			const [node] = route.nodes;
			const nodes =
				node === undefined ? [] : [{ ...node, address: "10.34.0.9" }];
			expect(await complaintOf({ route: { ...route, nodes } })).toMatch(
				/^node-1 does not answer at 10\.34\.0\.9, by the bastion\./,
			);
		});

		test("the wrong key", async () => {
			const identity = join(ssh.directory, "other-key");
			await makeKey(identity);
			expect(await complaintOf({ identity })).toMatch(
				/^bastion \(root@203\.0\.113\.10\) does not accept the key\.[\s\S]*--identity \(tried: .*other-key\)/,
			);
		});

		test("another machine at the bastion's address", async () => {
			const file = join(ssh.directory, "known_hosts");
			const key = await makeKey(join(ssh.directory, "host-key"));
			await writeFile(file, `203.0.113.10 ${key}\n`);
			const complaint = await complaintOf({ knownHosts: file });
			expect(complaint).toMatch(/shows another host key than before/);
			// What it says to do helps.
			const remedy = /ssh-keygen -R (\S+) -f (\S+)$/.exec(complaint);
			expect(remedy?.slice(1)).toEqual(["203.0.113.10", file]);
			await rm(file);
			expect(await complaintOf({ knownHosts: file })).toBe("it was made");
		});

		test("the settings of another stack", async () => {
			const settings = join(ssh.directory, "other.yaml");
			const text = await readFile(ssh.settingsFile, "utf8");
			await writeFile(
				settings,
				JSON.stringify({
					...JSON.parse(text),
					network: { vip: "10.34.0.201" },
				}),
			);
			await expect(
				deployedStack({ outputs: ssh.outputsFile, settings }),
			).rejects.toThrow(
				/not those of the stack\. The settings: .*VIP 10\.34\.0\.201\. The stack: .*VIP 10\.34\.0\.200\./,
			);
		});
	},
);
