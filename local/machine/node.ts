import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PortPlan } from "../fabric/fabric-plan";
import { type Capsule, enterRoot } from "../host/capsule";
import { processesIn } from "../host/cgroup";
import { LocalLabError } from "../host/errors";
import { namespacedPids, poll, readIfThere } from "../host/proc";
import { tail } from "../host/tail";
import { overlayOptions } from "../host/user-namespace";
import { type CloudInitReport, readCloudInit } from "./cloud-init";

const FILES = join(__dirname, "files");
const BOOT_TIMEOUT_MS = 120_000;
/** From the order to power on to the first process. */
const START_TIMEOUT_MS = 10_000;
const SHUTDOWN_TIMEOUT_MS = 30_000;
/** systemd's PID 1 powers the machine off when it gets SIGRTMIN+4. */
const POWER_OFF_SIGNAL = 34 + 4;

export interface BootOptions {
	readonly signal?: AbortSignal | undefined;
	/** Called whenever cloud-init enters another stage. */
	readonly onStage?: (stage: string) => void;
}

/** Where a node finds what it boots from. */
export interface NodeFiles {
	/** The image's directory. */
	readonly image: string;
	/** Directory with what the disk has besides the image; see `disk.ts`. */
	readonly disk: string;
	/** File that collects the console's output of all boots. */
	readonly console: string;
}

/**
 * A node's machine: power and what runs on it. Each boot has a number and a control group of its own; the group that is there
 * tells the number, so every process sees the same.
 */
export class NodeMachine {
	constructor(
		private readonly capsule: Capsule,
		readonly name: string,
		private readonly port: PortPlan,
		private readonly files: NodeFiles,
	) {}

	/** PID of the node's systemd, seen from outside; `undefined` when the node is off. */
	async leader(): Promise<number | undefined> {
		for (const pid of await this.processes()) {
			// Outside, in the capsule, in the node.
			const pids = await namespacedPids(pid);
			if (pids.length >= 3 && pids.at(-1) === 1) {
				return pid;
			}
		}
		return undefined;
	}

	async isOn(): Promise<boolean> {
		return (await this.processes()).length > 0;
	}

	/**
	 * Power on. Comes back when the machine has power, long before it has booted: see {@link waitForBoot}. A machine that is just
	 * going off is waited for.
	 */
	async powerOn(): Promise<void> {
		const power = await this.settledPower();
		if (power === "on") {
			return;
		}
		if (power === undefined) {
			throw await this.failure("neither runs nor goes off");
		}
		const group = this.groupName((await this.lastBoot()) + 1);
		const { port, files } = this;
		await this.capsule.spawn(
			[
				join(FILES, "node-boot.sh"),
				this.name,
				files.image,
				group,
				port.mac,
				port.port,
				port.bridge,
				files.disk,
				overlayOptions(),
			],
			files.console,
			{ realTime: true },
		);
	}

	/** Wait until systemd and cloud-init have finished, and fail when the user data did. */
	async waitForBoot(options: BootOptions = {}): Promise<void> {
		let seen = "";
		const started = performance.now();
		const report = await poll(
			async (): Promise<CloudInitReport | undefined> => {
				const leader = await this.leader();
				if (leader === undefined) {
					// The control group appears a moment after the order to power on, systemd a moment after the group.
					if (performance.now() - started < START_TIMEOUT_MS) {
						return undefined;
					}
					if (await this.isOn()) {
						return undefined;
					}
					throw await this.failure("did not start, or went off while booting");
				}
				const found = await readCloudInit(`/proc/${leader}/root`);
				if (found.stage && found.stage !== seen) {
					seen = found.stage;
					options.onStage?.(seen);
				}
				return found.state === "done" || found.state === "error"
					? found
					: undefined;
			},
			{ timeoutMs: BOOT_TIMEOUT_MS, signal: options.signal },
		);
		if (!report) {
			throw await this.failure(
				`has not finished booting after ${BOOT_TIMEOUT_MS / 1000} s`,
			);
		}
		if (report.state === "error") {
			throw await this.failure(
				`has booted, but cloud-init reports: ${report.errors.join("; ")}`,
			);
		}
	}

	/** Power on and wait until it has booted. Its disk is the one it had: the user data does not run again. */
	async boot(): Promise<void> {
		await this.powerOn();
		await this.waitForBoot();
	}

	/** Shut down cleanly and boot again. */
	async reboot(): Promise<void> {
		await this.powerOff();
		await this.boot();
	}

	/** Shut down cleanly and wait for it. */
	async powerOff(): Promise<void> {
		const leader = await this.leader();
		if (leader !== undefined) {
			process.kill(leader, POWER_OFF_SIGNAL);
		}
		const off = await poll(
			async () => ((await this.isOn()) ? undefined : true),
			{ timeoutMs: SHUTDOWN_TIMEOUT_MS },
		);
		if (!off) {
			throw new LocalLabError(
				`${this.name} has not shut down within ${SHUTDOWN_TIMEOUT_MS / 1000} s.`,
				{
					remedy: "Cut its power instead.",
					log: await this.consoleTail(),
				},
			);
		}
	}

	/** Cut the power: nothing on the node gets a chance to react. */
	async powerCut(): Promise<void> {
		if (!(await this.isOn())) {
			return;
		}
		const group = this.groupName(await this.lastBoot());
		await this.capsule.run([join(FILES, "node-cut.sh"), this.port.port, group]);
		await poll(async () => ((await this.isOn()) ? undefined : true), {
			timeoutMs: 5_000,
			intervalMs: 1,
		});
	}

	/** Plug the cable in at the switch, or pull it: the node's card gains or loses its carrier. */
	async setLink(state: "up" | "down"): Promise<void> {
		const { exitCode, stderr } = await this.capsule.run([
			"ip",
			"link",
			"set",
			this.port.port,
			state,
		]);
		if (exitCode !== 0) {
			throw new LocalLabError(
				`The cable of ${this.name} cannot be ${state === "up" ? "plugged in" : "pulled"}: ${stderr.trim()}.`,
				{ remedy: "Run `halab status`; a node that is off has no cable." },
			);
		}
	}

	/** Stop every process of the node where it stands, or let all go on. */
	async setFrozen(frozen: boolean): Promise<void> {
		const group = this.groupName(await this.lastBoot());
		await writeFile(
			join(this.capsule.cgroup(group), "cgroup.freeze"),
			frozen ? "1" : "0",
		);
	}

	/** The words before a command that make it run on the node; `undefined` when the node is off. */
	async enter(): Promise<readonly [string, ...string[]] | undefined> {
		const leader = await this.leader();
		return leader === undefined ? undefined : enterRoot(leader);
	}

	/** Whether a unit of the node has a running process. */
	async isActive(unit: string): Promise<boolean> {
		const group = this.groupName(await this.lastBoot());
		const slice = join(group, "payload", "system.slice", unit);
		return (await processesIn(this.capsule.cgroup(slice))).length > 0;
	}

	/** The end of what the console showed. */
	private async consoleTail(): Promise<string> {
		return tail(await readIfThere(this.files.console), 15);
	}

	private async failure(what: string): Promise<LocalLabError> {
		const leader = await this.leader();
		const output =
			leader === undefined
				? undefined
				: await readIfThere(
						`/proc/${leader}/root/var/log/cloud-init-output.log`,
					);
		return new LocalLabError(`${this.name} ${what}.`, {
			remedy: output
				? `Look around with \`halab shell ${this.name}\` (/var/log/cloud-init.log), correct the user data, then \`halab down\` and \`halab up\`.`
				: `Read the console's log, ${this.files.console}, and run \`halab doctor\`.`,
			log: output ? tail(output, 15) : await this.consoleTail(),
		});
	}

	/**
	 * Whether the machine is on, once that is sure: processes without a systemd among them belong to a machine that is just
	 * starting or just going off.
	 */
	private async settledPower(): Promise<"on" | "off" | undefined> {
		return poll<"on" | "off">(
			async () => {
				if ((await this.leader()) !== undefined) {
					return "on";
				}
				return (await this.isOn()) ? undefined : "off";
			},
			{ timeoutMs: SHUTDOWN_TIMEOUT_MS },
		);
	}

	/** Number of the last boot; 0 before the first. */
	private async lastBoot(): Promise<number> {
		const groups = await readdir(this.capsule.id.cgroup).catch(() => []);
		const prefix = this.groupName("");
		return Math.max(
			0,
			...groups
				.filter((group) => group.startsWith(prefix))
				.map((group) => Number(group.slice(prefix.length))),
		);
	}

	private async processes(): Promise<readonly number[]> {
		const group = this.groupName(await this.lastBoot());
		return processesIn(this.capsule.cgroup(group));
	}

	private groupName(boot: number | ""): string {
		return `${this.name}.${boot}`;
	}
}
