import {
	chmod,
	mkdtemp,
	readdir,
	readFile,
	rm,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { linuxCapabilities } from "../../../local/host/linux-capabilities";
import { poll, startTimeOf } from "../../../local/host/proc";
import { FIRST_LAB_ID, userMapping } from "../../../local/host/user-namespace";
import { LocalBench } from "../../../local/lab/bench";
import { LocalLab } from "../../../local/lab/lab";
import { StateStore } from "../../../local/state/state";
import { fixturePlan } from "../fixture-plan";
import { LAB_TEST, noBoot, ownLab } from "./own-lab";
import type { Traces } from "./traces";

const NAME = "lab-test";
const plan = fixturePlan(NAME, { timing: "fast" });
const VIP = plan.pair.vips[0]?.address ?? "";
const { look, stateDirectory } = ownLab(NAME);

describe.skipIf(noBoot)(`a lab on this machine${noBoot}`, LAB_TEST, () => {
	let before: Traces;
	let lab: LocalLab;

	beforeAll(async () => {
		before = await look();
	});

	test("comes up and answers at its floating address", async () => {
		const phases: string[] = [];
		const result = await LocalLab.up(plan, {
			onProgress: ({ phase, state }) => {
				if (state === "finished") {
					phases.push(phase);
				}
			},
		});
		lab = result.lab;
		expect(result.created).toBe(true);
		expect(result.answers[0]?.node).toMatch(/^node-[12]$/);
		expect(phases.slice(0, 5)).toEqual([
			...["check", "clean", "image", "capsule", "fabric"],
		]);
		expect(phases.slice(5).sort()).toEqual(["boot", "vip"]);
	});

	test("runs real systemd and real cloud-init from the plan's user data", async () => {
		for (const node of plan.pair.nodes) {
			const outcome = await lab.machines.run(node.name, [
				"bash",
				"-c",
				"cat /proc/1/comm /etc/hostname; zcat /var/lib/cloud/instance/user-data.txt",
			]);
			expect(outcome).toEqual({
				exitCode: 0,
				stdout: `systemd\n${node.name}\n${node.userData}`,
				stderr: "",
			});
		}
	});

	test("shows its state", async () => {
		const status = await lab.status();
		const [vip] = status.vips;
		expect(status.nodes.map(({ power }) => power)).toEqual(["on", "on"]);
		expect(
			status.nodes.map(({ keepalived }) => keepalived.state).sort(),
		).toEqual(["BACKUP", "MASTER"]);
		expect(vip?.holders).toEqual([vip?.answer?.node]);
		expect(status.nodes).toMatchObject(
			plan.pair.nodes.map(({ name, address }) => ({
				name,
				address,
				cloudInit: { state: "done", errors: [] },
				keepalived: { active: true },
				service: { name: "nginx", active: true },
			})),
		);
	});

	test("runs commands on every machine", async () => {
		for (const machine of lab.machines.names) {
			const outcome = await lab.machines.run(machine, ["hostname"]);
			expect(outcome.stdout).toBe(`${machine}\n`);
		}
		const piped = await lab.machines.run(
			"node-2",
			["sh", "-c", "cat; exit 3"],
			{
				input: "from here\n",
			},
		);
		expect(piped).toEqual({ exitCode: 3, stdout: "from here\n", stderr: "" });
	});

	test("keeps its machines away from this computer", async (context) => {
		context.skip(userMapping().kind === "none", "no user namespaces here");
		const directory = await mkdtemp(join(tmpdir(), "halab-host-"));
		await chmod(directory, 0o755);
		const file = join(directory, "file");
		await writeFile(file, "of the host", { mode: 0o600 });
		const script = `
			cat "/proc/1/root$1" "$1"
			echo 1 >/proc/sys/kernel/panic && echo set
			echo h >/proc/sysrq-trigger && echo triggered
			mknod /tmp/disk b 8 0 && echo made
			for device in /dev/* /dev/*/*; do [ ! -b "$device" ] || echo "$device"; done
			head -1 /proc/self/uid_map`;
		try {
			for (const machine of ["client", "router", "bastion", "node-1"]) {
				const words = ["bash", "-c", script, "bash", file];
				const { stdout } = await lab.machines.run(machine, words);
				expect(stdout.trim().split(/\s+/)).toEqual([
					...["0", String(FIRST_LAB_ID), "65536"],
				]);
			}
		} finally {
			await rm(directory, { recursive: true });
		}
	});

	test("has only harmless devices on the machines that are not nodes", async () => {
		const { stdout } = await lab.machines.run("client", [
			...["bash", "-c"],
			'for device in /dev/* /dev/*/*; do [ -L "$device" ] || [ ! -c "$device" ] || echo "$device"; done',
		]);
		expect(stdout.trim().split("\n").sort()).toEqual(
			["full", "null", "pts/ptmx", "random", "tty", "urandom", "zero"].map(
				(device) => `/dev/${device}`,
			),
		);
		const typed = await lab.machines.run("client", [
			"script",
			"-qc",
			"tty",
			"/dev/null",
		]);
		expect(typed.stdout).toMatch(/^\/dev\/pts\/0/);
	});

	test("keeps keepalived a real-time process that no limit kills, after a reload too", async (context) => {
		context.skip(
			(await linuxCapabilities()).realTime === "no",
			"this computer grants no CAP_SYS_NICE",
		);
		const script = `
			systemctl reload keepalived && sleep 1
			vrrp=$(pgrep --newest --exact keepalived)
			chrt --pid "$vrrp"
			prlimit --pid "$vrrp" --rttime --noheadings --raw --output HARD`;
		const { stdout } = await lab.machines.run("node-1", ["bash", "-c", script]);
		expect(stdout).toMatch(/SCHED_RR.*\n.*priority: 50\n/);
		expect(stdout.trim()).toMatch(/\n(1000000|unlimited)$/);
	});

	test("has the nodes ask by ARP for each other as often as they advertise", async () => {
		const { advertIntervalSeconds } = plan.pair.timing;
		for (const { name } of plan.pair.nodes) {
			const { stdout } = await lab.machines.run(name, [
				...["ip", "ntable", "show", "name", "arp_cache", "dev", "eth0"],
			]);
			expect(stdout).toContain(` retrans ${advertIntervalSeconds * 1000} `);
		}
	});

	test("ends a command that takes too long, on the machine too", async () => {
		const outcome = await lab.machines.run("node-1", ["sleep", "987"], {
			timeoutMs: 200,
		});
		expect(outcome.exitCode).toBe(137);
		const left = await poll(
			async () => {
				const found = await lab.machines.run("node-1", [
					"pgrep",
					"-f",
					"sleep 987",
				]);
				return found.exitCode === 1 ? true : undefined;
			},
			{ timeoutMs: 2_000 },
		);
		expect(left).toBe(true);
	});

	test("routes between its subnets, and lets this computer's programs into a host's network", async () => {
		const own = await lab.machines.run("bastion", [
			"curl",
			"-s",
			`http://${VIP}/`,
		]);
		expect(own.stdout).toMatch(/^node-[12]/);
		const script = `fetch("http://${VIP}/").then((r) => r.text()).then(console.log)`;
		const hosted = await lab.machines.run(
			"client",
			[process.execPath, "-e", script],
			{
				hostPrograms: true,
			},
		);
		expect(hosted.stdout.trim()).toBe(own.stdout.trim());
	});

	test("names what there is when a machine is unknown", async () => {
		await expect(lab.machines.run("node-9", ["id"])).rejects.toThrow(
			/no machine called node-9(.|\n)*Name one of node-1, node-2, router/,
		);
		await expect(lab.machines.run("node-9", ["id"])).rejects.toMatchObject({
			exitCode: 2,
		});
		await expect(new LocalBench(lab, []).powerCut("client")).rejects.toThrow(
			/node-1, node-2/,
		);
	});

	test("is left alone by a second up", async () => {
		const again = await LocalLab.up(plan);
		expect(again.created).toBe(false);
		expect(again.poweredOff).toEqual([]);
		await expect(LocalLab.up({ ...plan, zone: "another" })).rejects.toThrow(
			/already running with other settings(.|\n)*halab down/,
		);
	});

	test("survives a power cut of the node that answers", async () => {
		const { node: victim = "" } = (await lab.askVip(VIP)) ?? {};
		const { address } =
			plan.pair.nodes.find(({ name }) => name === victim) ?? {};
		let connected = false;
		const open = lab.machines.run(
			"client",
			[
				process.execPath,
				"-e",
				`const socket = require("net").connect(80, "${address}", () => {
					console.log("connected");
					setTimeout(() => { console.log("silence"); process.exit(); }, 2000);
				});
				for (const event of ["end", "error"])
					socket.on(event, () => { console.log(event); process.exit(); });`,
			],
			{
				hostPrograms: true,
				onLine: () => {
					connected = true;
				},
			},
		);
		await poll(async () => connected || undefined, {
			timeoutMs: 10_000,
		});
		await lab.machines.node(victim).powerCut();
		// Nothing leaves a machine without power, so nobody learns that its connections have ended.
		expect((await open).stdout).toBe("connected\nsilence\n");
		const next = await lab.askVip(VIP, { seconds: 5 });
		expect(next?.node).toMatch(/^node-/);
		expect(next?.node).not.toBe(victim);

		const status = await lab.status();
		const off = status.nodes.find(({ name }) => name === victim);
		expect(off).toMatchObject({ power: "off", vips: [] });
		await expect(lab.machines.run(victim, ["id"])).rejects.toThrow(
			/is powered off/,
		);
		expect((await LocalLab.up(plan)).poweredOff).toEqual([victim]);
	});

	test("powers a node on with the disk it had, so the user data does not run again", async () => {
		const off = (await lab.status()).nodes.find(({ power }) => power === "off");
		const name = off?.name ?? "";
		// As another process would.
		const attached = await LocalLab.attach(NAME);
		await attached.machines.node(name).boot();
		const outcome = await attached.machines.run(name, [
			"sh",
			"-c",
			"ls /var/lib/cloud/instances; grep -c 'finished at' /var/log/cloud-init-output.log; ls /var/lib/cloud/instance/sem | grep -c runcmd",
		]);
		expect(outcome.stdout).toMatch(new RegExp(`^i-[0-9a-f]+-${name}\n2\n1\n$`));
		expect((await attached.askVip(VIP))?.node).not.toBe(name);
	});

	test("lets a node reboot and shut down by itself", async () => {
		const [node] = lab.plan.pair.nodes;
		const name = node?.name ?? "";
		const power = async () =>
			(await lab.status()).nodes.find((status) => status.name === name);
		const bootTime = async () => {
			const outcome = await lab.machines
				.run(name, ["stat", "--format=%Y", "/run/cloud-init/result.json"])
				.catch(() => undefined);
			return outcome?.exitCode === 0 ? outcome.stdout : undefined;
		};
		const booted = await bootTime();
		await lab.machines.run(name, ["reboot"]);
		const again = await poll(
			async () => {
				const time = await bootTime();
				return time === booted ? undefined : time;
			},
			{ timeoutMs: 30_000, intervalMs: 50 },
		);
		expect(again).toBeDefined();

		// The second boot must be over: systemd answers no request to power off while its own start-up still changes the plan.
		await lab.machines.run(name, ["systemctl", "is-system-running", "--wait"]);
		await lab.machines.run(name, ["poweroff"]);
		const off = await poll(
			async () => ((await power())?.power === "off" ? true : undefined),
			{ timeoutMs: 30_000, intervalMs: 50 },
		);
		expect(off).toBe(true);
		await lab.machines.node(name).boot();

		// Somebody's command does not hold it up; systemd would wait for 90 s.
		let ended: Promise<{ exitCode: number }> | undefined;
		await new Promise<void>((resolve) => {
			ended = lab.machines.run(
				name,
				["sh", "-c", "echo here; exec sleep 600"],
				{
					onLine: () => resolve(),
				},
			);
		});
		await lab.machines.node(name).reboot();
		expect((await ended)?.exitCode).toBe(143);
		expect((await power())?.power).toBe("on");
	});

	test("keeps what the nodes' consoles showed", async () => {
		const log = join(lab.directory, "node-1.console.log");
		expect(await readFile(log, "utf8")).toMatch(/Reached target/);
	});

	test("is removed after its capsule was killed, without a trace", async () => {
		const state = await new StateStore(NAME).read();
		const pid = state?.capsule?.pid;
		if (pid === undefined) {
			throw new Error("the lab's state names no capsule");
		}
		process.kill(pid, "SIGKILL");
		await poll(
			async () => ((await startTimeOf(pid)) === undefined ? true : undefined),
			{ timeoutMs: 5_000 },
		);
		await expect(LocalLab.attach(NAME)).rejects.toThrow(/not running any more/);
		expect(await LocalLab.down(NAME)).toBe(true);
		expect(await LocalLab.down(NAME)).toBe(false);
		await expect(LocalLab.attach(NAME)).rejects.toThrow(/No lab called/);
		expect(await look()).toEqual(before);
		expect(await readdir(stateDirectory())).toEqual([]);
	});

	test("goes away with everything running, within three seconds, though its state is lost", async () => {
		await LocalLab.up(plan);
		await writeFile(new StateStore(NAME).path("state.json"), "{");
		await expect(LocalLab.up(plan)).rejects.toThrow(/→ Run `halab down`/);
		const started = performance.now();
		expect(await LocalLab.down(NAME)).toBe(true);
		expect(performance.now() - started).toBeLessThan(3_000);
		expect(await look()).toEqual(before);
	});
});
