import { defined } from "../../base/defined";
import { fileProblem } from "../../base/file-problem";
import type { LabPlan, LocalPlan } from "../../plan/lab-plan";
import type { CloudEvent } from "../../ports/cloud-event";
import { CLOUD_EVENTS, cloudEventsIn } from "../cloud/cloud-events";
import { type CloudControl, cloudControl } from "../cloud/control";
import { InterruptedError, LocalLabError } from "../host/errors";
import { holderOf } from "../host/lock";
import { isRunning, readIfThere } from "../host/proc";
import { DOWN, endHolder, holdLab } from "../state/hold";
import { localPlanOf } from "../state/local-plan";
import { StateStore } from "../state/state";
import { requireFitness } from "./doctor";
import { interruptionBy } from "./interruption";
import type { Machines } from "./machines";
import { Progress, type UpEvent } from "./progress";
import { clearLab, endLab } from "./remove";
import { findRunning, type RunningLab, runningLabs } from "./running";
import { askVip, type LabStatus, labStatus, type VipAnswer } from "./status";
import {
	findSameLab,
	noteServing,
	startLab,
	waitForCloud,
	waitForHolders,
	waitUntilServing,
} from "./up";

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

export interface DownOptions {
	/**
	 * Make a drill or another command that works with the lab heal what it broke and end, instead of refusing.
	 *
	 * @default false
	 */
	readonly force?: boolean;
	/** Called before anything is ended or deleted, with the lab's directory; when it fails, nothing is. */
	readonly beforeRemoval?: (directory: string) => Promise<void>;
	/** Called with what could not be deleted. */
	readonly onNotice?: (line: string) => void;
}

/** How `up` ended. */
export interface UpResult {
	readonly lab: LocalLab;
	/** False when the lab was running already. */
	readonly created: boolean;
	/** Whether it was running already, but an earlier `up` had been interrupted before the lab served. */
	readonly resumed: boolean;
	/** Nodes of a lab that was running already which are powered off. */
	readonly poweredOff: readonly string[];
	/** What each floating address answers, in the plan's order. */
	readonly answers: readonly (VipAnswer | undefined)[];
	/** From the call until every floating address answered. */
	readonly elapsedMs: number;
}

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
		const lock = await holdLab(store, "the command up", { make: true });
		const { signal, end } = interruptionBy(
			options.signal,
			options.handleSignals ?? true,
		);
		const context = { plan, store, progress, signal };
		try {
			const same = await findSameLab(context);
			if (same?.state.phase === "serving") {
				return await unchanged(new LocalLab(same), progress);
			}
			// An earlier `up` that was killed may have left one that still boots.
			const running = same ?? (await startLab(context));
			const answers = await waitUntilServing(running, context);
			await waitForCloud(running, signal);
			await waitForHolders(running, preferredHolders(labPlan), signal);
			return {
				lab: new LocalLab(await noteServing(running)),
				created: same === undefined,
				resumed: same !== undefined,
				poweredOff: [],
				answers,
				elapsedMs: progress.elapsedMs,
			};
		} catch (error) {
			if (!signal.aborted) {
				throw explained(error, plan.name);
			}
			await clearLab(store);
			throw new InterruptedError(
				`Bringing up the lab ${plan.name} was interrupted; everything it had created was removed.`,
				{ remedy: "Run the same command to start again.", cause: error },
			);
		} finally {
			end();
			// What failed before it began leaves the directory that it was to have.
			if (!(await store.exists())) {
				await store.remove().catch(() => {});
			}
			await lock?.release();
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
		if (running) {
			return new LocalLab(running);
		}
		const holder = await holderOf(store.directory);
		if (holder) {
			throw new LocalLabError(
				`The lab ${name} is not running: it is held by ${holder.purpose} since ${holder.since} (PID ${holder.pid}).`,
				{
					remedy:
						"Wait until it has finished; `halab status` shows who holds the lab.",
				},
			);
		}
		const others = (await runningLabs()).map(
			(lab) => `${lab.name} (${lab.lab}, since ${lab.startedAt})`,
		);
		const elsewhere =
			others.length === 0 ? "" : `\nRunning are: ${others.join(", ")}.`;
		throw state
			? new LocalLabError(
					`The lab ${name} is not running any more: it was interrupted, or this machine was restarted.${elsewhere}`,
					{ remedy: "Run `halab up`: it removes the remains and starts anew." },
				)
			: new LocalLabError(`No lab called ${name} is running.${elsewhere}`, {
					remedy:
						others.length === 0
							? "Run `halab up` first."
							: "Run `halab up` first, or name one of those with --name.",
				});
	}

	/**
	 * Remove a lab with everything that belongs to it, also the remains of a crashed one. Nothing has to be written for it.
	 *
	 * @returns whether there was anything to remove
	 * @throws BusyError when another process works with the lab, such as a drill
	 */
	static async down(name: string, options: DownOptions = {}): Promise<boolean> {
		const store = new StateStore(name);
		if (options.force) {
			await endHolder(store);
		}
		const lock = await holdLab(store, DOWN);
		try {
			await options.beforeRemoval?.(store.directory);
			const found = await endLab(store);
			try {
				await store.remove();
				await store.removeOldLock();
			} catch (error) {
				const problem = fileProblem(error);
				if (problem === undefined) {
					throw error;
				}
				options.onNotice?.(
					`The files of ${name} stay in ${store.directory}: ${problem.what}. Once that is mended, delete them with: halab down`,
				);
			}
			return found;
		} finally {
			await lock?.release();
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

	/** The nodes with their power and cables, and the hosts around them. */
	get machines(): Machines {
		return this.running.machines;
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
	async status(): Promise<LabStatus> {
		const { state, capsule, machines, store } = this.running;
		const [status, holder] = await Promise.all([
			labStatus(this.plan, state.startedAt, capsule, machines),
			holderOf(store.directory),
		]);
		return { ...status, ...defined({ holder }) };
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

	/**
	 * Work with the lab as the only one who changes it.
	 *
	 * @param purpose as part of a sentence: "held by …"
	 * @throws BusyError when another process works with the lab
	 * @throws LocalLabError when the lab has ended, before or meanwhile
	 */
	async holdDuring<T>(purpose: string, work: () => Promise<T>): Promise<T> {
		const { name } = this.plan;
		const ended = (when: string, cause?: unknown): LocalLabError =>
			new LocalLabError(`The lab ${name} has ended ${when} ${purpose}.`, {
				remedy: "Run `halab up`: it removes what is left and starts anew.",
				cause,
			});
		const lock = await holdLab(this.running.store, purpose);
		try {
			if (!lock || !(await this.isRunning())) {
				throw ended("before");
			}
			return await work();
		} catch (error) {
			if (await this.isRunning()) {
				throw error;
			}
			throw ended("during", error);
		} finally {
			await lock?.release();
		}
	}

	/** Whether everything of the lab has not ended. */
	private isRunning(): Promise<boolean> {
		return isRunning(this.running.capsule.id);
	}

	/** Remove the lab. */
	async down(): Promise<void> {
		await LocalLab.down(this.plan.name);
	}
}

/** With preemption, which node will have each floating address when all nodes run: address → name. */
function preferredHolders({ pair }: LabPlan): ReadonlyMap<string, string> {
	if (pair.preemption === "nopreempt") {
		return new Map();
	}
	return new Map(
		pair.vips.map(({ address }, index) => {
			const priority = (node: (typeof pair.nodes)[number]): number =>
				node.priorities[index] ?? 0;
			const [first] = [...pair.nodes].sort(
				(left, right) => priority(right) - priority(left),
			);
			return [address, first?.name ?? ""];
		}),
	);
}

/** An error for people, where a disk is to blame. */
function explained(error: unknown, lab: string): unknown {
	const problem = fileProblem(error);
	return problem === undefined
		? error
		: new LocalLabError(
				`The lab ${lab} could not be brought up: ${problem.path ?? "a file"}: ${problem.what}.`,
				{
					remedy:
						"Make it writable and free some space, or set HALAB_STATE_DIR to another directory; `halab doctor` checks it.",
					cause: error,
				},
			);
}

async function unchanged(lab: LocalLab, progress: Progress): Promise<UpResult> {
	const status = await lab.status();
	return {
		lab,
		created: false,
		resumed: false,
		poweredOff: status.nodes
			.filter(({ power }) => power === "off")
			.map(({ name }) => name),
		answers: status.vips.map(({ answer }) => answer),
		elapsedMs: progress.elapsedMs,
	};
}
