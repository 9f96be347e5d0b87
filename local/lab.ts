import type { LabPlan } from "../plan/lab-plan";
import type { PacketLoss } from "../ports/bench";
import type { CloudEvent } from "../ports/cloud-event";
import { CLOUD_EVENTS, cloudEventsIn } from "./cloud/cloud-events";
import { type CloudControl, cloudControl } from "./cloud/control";
import { requireFitness } from "./doctor";
import { LocalLabError } from "./errors";
import { lossScript } from "./fabric/disturb";
import { interruptionBy } from "./interruption";
import { type LocalPlan, localPlanOf } from "./local-plan";
import { takeLock } from "./lock";
import type { PlaceOptions } from "./machines";
import { readIfThere } from "./proc";
import { type Outcome, type RunOptions, run, runInteractive } from "./process";
import { Progress, type UpEvent } from "./progress";
import { removeLab } from "./remove";
import { findRunning, type RunningLab } from "./running";
import { StateStore } from "./state";
import { askVip, type LabStatus, labStatus, type VipAnswer } from "./status";
import { findSameLab, startLab, waitUntilServing } from "./up";

export interface UpOptions {
	/** Called with everything that happens, in order. */
	readonly onProgress?: (event: UpEvent) => void;
	/** Interrupts `up`; what it has made is removed. */
	readonly signal?: AbortSignal;
	/**
	 * Clean up and fail when this process gets SIGINT, SIGTERM or SIGHUP meanwhile.
	 * @default true
	 */
	readonly handleSignals?: boolean;
}

/** How `up` ended. */
export interface UpResult {
	readonly lab: LocalLab;
	/** False when the lab was running already. */
	readonly created: boolean;
	/** Nodes of a lab that was running already which are powered off. */
	readonly poweredOff: readonly string[];
	/** What each floating address answers, in the plan's order. */
	readonly answers: readonly (VipAnswer | undefined)[];
	/** From the call until every floating address answered. */
	readonly elapsedMs: number;
}

export interface ExecOptions extends RunOptions, PlaceOptions {}

/** A lab that runs on this machine. It lives on when the process that started it ends. */
export class LocalLab {
	private constructor(private readonly running: RunningLab) {}

	/**
	 * Bring a lab up and wait until its floating addresses answer. A lab of the same plan that is running already is left
	 * alone.
	 *
	 * @throws LocalLabError when another plan's lab runs under this name, or something cannot be made
	 */
	static async up(
		labPlan: LabPlan,
		options: UpOptions = {},
	): Promise<UpResult> {
		const plan = localPlanOf(labPlan);
		const progress = new Progress(options.onProgress);
		const store = new StateStore(plan.name);
		await progress.during(
			"check",
			"Checking this computer",
			requireFitness,
			(said) => said,
		);
		const lock = await takeLock(store.lockFile, `the lab ${plan.name}`);
		const { signal, end } = interruptionBy(
			options.signal,
			options.handleSignals ?? true,
		);
		const context = { plan, store, progress, signal };
		try {
			const same = await findSameLab(context);
			if (same) return await unchanged(new LocalLab(same), progress);
			const running = await startLab(context);
			const answers = await waitUntilServing(running, context);
			return {
				lab: new LocalLab(running),
				created: true,
				poweredOff: [],
				answers,
				elapsedMs: progress.elapsedMs,
			};
		} catch (error) {
			if (!signal.aborted) throw error;
			await removeLab(store);
			throw new LocalLabError(
				`Bringing up the lab ${plan.name} was interrupted; everything of it is removed.`,
				{ remedy: "Run `halab up` to start again.", cause: error },
			);
		} finally {
			end();
			await lock.release();
		}
	}

	/**
	 * Take hold of a running lab, from any process.
	 *
	 * @throws LocalLabError when no lab of that name runs
	 */
	static async attach(name: string): Promise<LocalLab> {
		const store = new StateStore(name);
		const state = await store.read();
		const running = await findRunning(store, state);
		if (running) return new LocalLab(running);
		throw state
			? new LocalLabError(
					`The lab ${name} is not running any more: it was interrupted, or this machine was restarted.`,
					{ remedy: "Run `halab up`: it removes the remains and starts anew." },
				)
			: new LocalLabError(`No lab called ${name} is running.`, {
					remedy: "Run `halab up` first.",
				});
	}

	/**
	 * Remove a lab with everything that belongs to it, also the remains of a crashed one.
	 *
	 * @returns whether there was anything to remove
	 */
	static async down(name: string): Promise<boolean> {
		const store = new StateStore(name);
		const lock = await takeLock(store.lockFile, `the lab ${name}`);
		try {
			return await removeLab(store);
		} finally {
			await lock.release();
		}
	}

	/** What the local machine made real. */
	get plan(): LocalPlan {
		return this.running.state.plan;
	}

	/** Equal for equal plans. */
	get planHash(): string {
		return this.running.state.planHash;
	}

	/** Directory with the consoles' logs (`node-1.console.log`, …). */
	get directory(): string {
		return this.running.store.directory;
	}

	/** Names of all machines that take commands: the nodes, router, bastion, client. */
	get machineNames(): readonly string[] {
		return this.running.machines.names;
	}

	/** The local cloud around the lab's VPC. */
	get cloud(): CloudControl {
		return cloudControl(this.running.capsule);
	}

	/**
	 * What the local cloud saw and did, in the order of time.
	 *
	 * @param sinceNs nanoseconds of the monotonic clock
	 */
	async cloudEvents(sinceNs: number): Promise<readonly CloudEvent[]> {
		const file = this.running.store.path(CLOUD_EVENTS);
		return cloudEventsIn((await readIfThere(file)) ?? "", sinceNs);
	}

	/** Everything there is to know about the lab now. */
	status(): Promise<LabStatus> {
		return labStatus(
			this.plan,
			this.running.state.startedAt,
			this.running.capsule,
			this.running.machines,
		);
	}

	/** Ask a floating address for its page, from the client. */
	askVip(
		address: string,
		options: { readonly seconds?: number; readonly signal?: AbortSignal } = {},
	): Promise<VipAnswer | undefined> {
		return askVip(this.plan, this.running.capsule, address, {
			seconds: options.seconds ?? 0,
			signal: options.signal,
		});
	}

	/** Run a command on a machine, to its end. */
	async exec(
		machine: string,
		argv: readonly string[],
		options: ExecOptions = {},
	): Promise<Outcome> {
		const words = await this.command(machine, argv, options);
		return run(words[0], words.slice(1), options);
	}

	/** Run a command on a machine on the caller's own terminal. Gives its exit code. */
	async execInteractive(
		machine: string,
		argv: readonly string[],
	): Promise<number> {
		const words = await this.command(machine, argv);
		return runInteractive(words[0], words.slice(1));
	}

	/** A login shell on a machine, on the caller's own terminal. Gives its exit code. */
	shell(machine: string): Promise<number> {
		return this.execInteractive(machine, ["bash", "--login"]);
	}

	/** The words that run a command on a machine, for a caller that starts the process itself. */
	command(
		machine: string,
		argv: readonly string[],
		options: PlaceOptions = {},
	): Promise<readonly [string, ...string[]]> {
		return this.running.machines.command(machine, argv, options);
	}

	/** Shut a node down cleanly, as its owner would. */
	async powerOff(node: string): Promise<void> {
		await this.running.machines.node(node).powerOff();
	}

	/** Cut a node's power. */
	async powerCut(node: string): Promise<void> {
		await this.running.machines.node(node).powerCut();
	}

	/** Power a node on and wait until it has booted. Its disk is the one it had: the user data does not run again. */
	async powerOn(
		node: string,
		options: { readonly signal?: AbortSignal } = {},
	): Promise<void> {
		const machine = this.running.machines.node(node);
		await machine.powerOn();
		await machine.waitForBoot(options);
	}

	/** Shut a node down cleanly and boot it again. */
	async reboot(
		node: string,
		options: { readonly signal?: AbortSignal } = {},
	): Promise<void> {
		await this.powerOff(node);
		await this.powerOn(node, options);
	}

	/** Remove the lab. */
	async down(): Promise<void> {
		await LocalLab.down(this.plan.name);
	}

	/** Whether a node has power, booted or not. */
	isOn(node: string): Promise<boolean> {
		return this.running.machines.node(node).isOn();
	}

	/** Pull a node's network cable at the switch, or plug it in again. */
	setLink(node: string, state: "up" | "down"): Promise<void> {
		return this.running.machines.node(node).setLink(state);
	}

	/** Make the switch lose packets, and none but these. */
	async losePackets(losses: readonly PacketLoss[]): Promise<void> {
		const { capsule, machines } = this.running;
		const { exitCode, stderr } = await capsule.run(["nft", "-f", "-"], {
			input: lossScript(losses, machines.fabric),
		});
		if (exitCode !== 0) {
			throw new LocalLabError("The switch cannot be made to lose packets.", {
				remedy: "Run `halab doctor`; the kernel may lack nftables' numgen.",
				log: stderr,
			});
		}
	}

	/** Stop every process of a node where it stands, or let all go on. */
	setFrozen(node: string, frozen: boolean): Promise<void> {
		return this.running.machines.node(node).setFrozen(frozen);
	}
}

async function unchanged(lab: LocalLab, progress: Progress): Promise<UpResult> {
	const status = await lab.status();
	return {
		lab,
		created: false,
		poweredOff: status.nodes
			.filter(({ power }) => power === "off")
			.map(({ name }) => name),
		answers: status.vips.map(({ answer }) => answer),
		elapsedMs: progress.elapsedMs,
	};
}
