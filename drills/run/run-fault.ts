import { setTimeout as sleep } from "node:timers/promises";
import { defined } from "../../base/defined";
import type { Bench, ProbeOptions, RunningProbe } from "../../ports/bench";
import type { ProbeSample } from "../../ports/probe-sample";
import { DrillError } from "../log/drill-error";
import { counted, type EventLog, inOrder } from "../log/event-log";
import type { DrillEvent, LoggedEvent, ProbeEvent } from "../log/events";
import { ailments } from "../log/healthy";
import { TEXTS } from "../text";
import { findingsText } from "../text/sentences";
import type { DrillPlan } from "./drill-plan";
import type { Fault, FaultContext } from "./fault";
import { FaultBench } from "./fault-bench";
import { keptConnections } from "./kept-connections";
import { readNodeLogs } from "./node-logs";
import { takeSnapshots } from "./snapshot";
import { type Vantage, vantagesOf } from "./vantages";
import { virtualRouterOf } from "./virtual-router";
import { vrrpTransitions } from "./vrrp-transitions";

/** Options of a drill. */
export interface DrillOptions
	extends Pick<DrillEvent, "subject" | "seed" | "run"> {
	/**
	 * Milliseconds between two requests from each vantage point.
	 *
	 * @default 10
	 */
	readonly intervalMs?: number;
	/**
	 * The vantage point that decides; the others are shown.
	 *
	 * @default - the client, in another subnet of the VPC
	 */
	readonly from?: string;
	/**
	 * Milliseconds that are waited before the fault, less than an advertisement interval.
	 *
	 * @default 0
	 */
	readonly phaseMs?: number;
	/** Called with one line per step. */
	readonly onProgress?: (line: string) => void;
	/** Called with what is broken on which nodes, before it is, and with `undefined` when it is healed. */
	readonly onBroken?: (what: string | undefined) => void;
	/** Ends the drill; what it broke is healed. */
	readonly signal?: AbortSignal;
}

/** Milliseconds between two requests. */
export const DEFAULT_INTERVAL_MS = 10;
/** A lost SYN is sent again after a second only: giving up earlier keeps each request a measurement of its own moment. */
const REQUEST_TIMEOUT_MS = 250;
/** TCP repeats what is lost within this time: a connection that gets no answer for so long is as good as broken. */
const KEPT_CONNECTION: Partial<ProbeOptions> = {
	connection: "kept",
	intervalMs: 100,
	timeoutMs: 5000,
};
const SETTLE_MS = 500;
const NOTHING = Promise.resolve();
const TAKEOVER_LIMIT_MS = 15_000;
/** A node that boots with preemption waits for its services and for the master-down timer. */
const HEALTHY_LIMIT_MS = 30_000;
/** Long enough for chance to do its work. */
const DEGRADATION_MS = 5000;
/** Longer than any drill: a probe whose drill was killed ends all the same. */
const MAX_DURATION_MS = 600_000;

/** Milliseconds in which a node that wants the address would have taken it, with some room for the announcement. */
const watchMs = ({ pair }: DrillPlan): number =>
	4000 * pair.timing.advertIntervalSeconds + 1000;

/** One drill at work. */
class Drill {
	readonly events: LoggedEvent[] = [];
	/** The address whose holder is hit: each run of a pair with several addresses takes the next one. */
	private readonly vip;
	private readonly vipIndex: number;
	private readonly intervalMs: number;

	constructor(
		private readonly bench: Bench,
		private readonly plan: DrillPlan,
		private readonly fault: Fault,
		private readonly options: DrillOptions,
	) {
		const vips = plan.pair.vips;
		const index = ((options.run ?? 1) - 1) % Math.max(1, vips.length);
		const vip = vips[index];
		if (vip === undefined) {
			throw new DrillError(`the lab ${plan.lab} has no VIP`);
		}
		const why = fault.unfit?.(plan, bench);
		if (why !== undefined) {
			throw new DrillError(`${fault.id} is not for this lab: ${why}`);
		}
		this.vip = vip;
		this.vipIndex = index;
		this.intervalMs = options.intervalMs ?? DEFAULT_INTERVAL_MS;
	}

	async run(): Promise<EventLog> {
		const { bench, plan } = this;
		// What a drill has left that was killed.
		await bench.losePackets?.([]);
		await this.healthy(
			(wrong) => `The drill was not started: ${wrong}. See: halab status`,
		);
		const vantages = vantagesOf(
			...([plan, bench.machines, this.options.from, this.vipIndex] as const),
		);
		const startNs = bench.now();
		const probes: { vantage: Vantage; probe: RunningProbe }[] = [];
		const others: { address: string; probe: RunningProbe }[] = [];
		let kept: RunningProbe | undefined;
		try {
			for (const vantage of vantages) {
				probes.push({ vantage, probe: await this.startProbe(vantage) });
			}
			const [main] = probes;
			if (main !== undefined) {
				for (const { address } of plan.pair.vips) {
					if (address !== this.vip.address) {
						const { machine } = main.vantage;
						const probe = await this.startProbe({ machine, address });
						others.push({ address, probe });
					}
				}
				kept = await this.startProbe(main.vantage, KEPT_CONNECTION);
				await this.breakAndHeal(
					main.probe,
					others.map(({ probe }) => probe),
					vantages,
				);
			}
		} finally {
			for (const { vantage, probe } of probes) {
				await this.keep(probe, { vantage: vantage.machine });
			}
			for (const { address, probe } of others) {
				await this.keep(probe, {
					vantage: vantages[0]?.machine ?? "",
					address,
				});
			}
			this.events.push(
				...keptConnections(vantages[0]?.machine ?? "", await kept?.stop()),
			);
			const lines = await readNodeLogs(bench, plan.pair.service.name, startNs);
			this.events.push(
				...lines,
				...vrrpTransitions(lines.filter((line) => line.type === "log")),
			);
		}
		this.events.push(...((await bench.cloudEvents?.(startNs)) ?? []));
		return counted(inOrder(this.events));
	}

	private async keep(
		probe: RunningProbe,
		asked: Pick<ProbeEvent, "vantage" | "address">,
	): Promise<void> {
		for (const sample of await probe.stop()) {
			this.events.push({
				...{ type: "probe", timeNs: sample.intendedNs, ...asked, ...sample },
			});
		}
	}

	private startProbe(
		{ machine, address }: Vantage,
		options: Partial<ProbeOptions> = {},
	): Promise<RunningProbe> {
		return this.bench.startProbe({
			vantage: machine,
			address,
			port: this.plan.pair.service.port,
			intervalMs: this.intervalMs,
			timeoutMs: REQUEST_TIMEOUT_MS,
			maxDurationMs: MAX_DURATION_MS,
			...options,
		});
	}

	private async breakAndHeal(
		probe: RunningProbe,
		others: readonly RunningProbe[],
		vantages: readonly Vantage[],
	): Promise<void> {
		const { bench, fault, options, plan } = this;
		const master = await this.holder(probe);
		const targets = this.targets(master);
		this.events.push(this.drillEvent(targets, vantages));
		await this.look("before");
		this.tell(
			`${master} answers at ${this.vip.address}; one request every ${this.intervalMs} ms from ${vantages.map(({ machine }) => machine).join(", ")}`,
		);
		await this.pause(SETTLE_MS + (options.phaseMs ?? 0));

		const what = `${TEXTS.en.faults[fault.id]} (${targets.join(", ")})`;
		this.tell(what);
		const record = (event: LoggedEvent) => this.events.push(event);
		const preparing = new FaultBench(bench, "prepare", record);
		const injecting = new FaultBench(bench, "inject", record, preparing);
		const healing = new FaultBench(bench, "heal", record, preparing);
		const each = (
			hands: FaultBench,
			step: (context: FaultContext) => Promise<void> = async () => {},
		): Promise<unknown> =>
			Promise.all(
				targets.map((node) =>
					step({
						...{ bench: hands, plan, node },
						peers: bench.nodes.filter((other) => other !== node),
					}),
				),
			);
		let broken = true;
		options.onBroken?.(what);
		const heal = async (): Promise<void> => {
			await each(healing, (context) => fault.heal(context));
			broken = false;
			options.onBroken?.(undefined);
		};
		try {
			await each(preparing, (context) => fault.prepare?.(context) ?? NOTHING);
			await Promise.all([
				this.consequence(probe, master),
				each(injecting, (context) => fault.inject(context)),
			]);
			await this.pause(SETTLE_MS);
			await this.look("during");

			this.tell(`healing ${targets.join(", ")}`);
			await heal();
			await this.healthy();
			await Promise.all([probe, ...others].map((each) => this.answering(each)));
			this.tell(
				`the pair is well again; ${(watchMs(plan) / 1000).toFixed(1)} s of watching`,
			);
			await this.pause(watchMs(plan));
			await this.look("after");
		} finally {
			if (broken) {
				await heal();
			}
		}
	}

	/** Waits for what the fault should lead to; what it did lead to is judged afterwards, by the log. */
	private async consequence(
		probe: RunningProbe,
		master: string,
	): Promise<void> {
		switch (this.fault.expectation.outcome) {
			case "takeover": {
				const { limitMs = 0 } = this.fault.expectation;
				const patienceMs = TAKEOVER_LIMIT_MS + limitMs;
				const taken = await this.sample(
					probe,
					({ node }) => node !== undefined && node !== master,
					patienceMs,
				);
				this.tell(
					taken === undefined
						? `nobody took ${this.vip.address} over within ${patienceMs / 1000} s`
						: `${taken.node} answers now`,
				);
				break;
			}
			case "unnoticed":
			case "split-brain":
				await this.pause(watchMs(this.plan));
				break;
			case "degradation":
				await this.pause(Math.max(DEGRADATION_MS, watchMs(this.plan)));
				break;
			case "interruption":
				await this.sample(probe, ({ lost }) => lost !== undefined);
				break;
		}
	}

	private async holder(probe: RunningProbe): Promise<string> {
		const sample = await this.sample(probe, ({ node }) => node !== undefined);
		if (sample?.node === undefined) {
			throw new DrillError(
				`The drill was not started: nobody answers at ${this.vip.address}. See: halab status`,
			);
		}
		return sample.node;
	}

	private targets(master: string): readonly string[] {
		const { nodes } = this.bench;
		switch (this.fault.target) {
			case "master":
				return [master];
			case "backup":
				return nodes.filter((node) => node !== master).slice(0, 1);
			case "all":
				return nodes;
		}
	}

	private drillEvent(
		targets: readonly string[],
		vantages: readonly Vantage[],
	): DrillEvent {
		const { fault, options, plan, vip } = this;
		const { prediction } = fault.expectation;
		return {
			type: "drill",
			timeNs: this.bench.now(),
			drill: fault.id,
			...defined({
				subject: options.subject,
				seed: options.seed,
				run: options.run,
			}),
			lab: plan.lab,
			cloud: plan.cloud,
			timing: plan.pair.timing.name,
			intervalMs: this.intervalMs,
			vip: vip.address,
			instance: vip.instance,
			vips: plan.pair.vips.map(({ address, instance }) => ({
				address,
				instance,
			})),
			advertIntervalMs: plan.pair.timing.advertIntervalSeconds * 1000,
			preemption: plan.pair.preemption,
			nodes: virtualRouterOf(plan, vip.instance),
			targets,
			vantages: vantages.map(({ machine }) => machine),
			expectation: fault.expectation,
			...(prediction === undefined
				? {}
				: { prediction: plan.pair.predictedOutages[prediction] }),
			// The master that gives an address back leaves as one that is stopped does.
			...(plan.pair.preemption === "preempt" && {
				returnPrediction: plan.pair.predictedOutages["stop-keepalived"],
			}),
			...(this.bench.cloudOwners && { seesCloud: true }),
			phaseMs: options.phaseMs ?? 0,
			startedAt: new Date().toISOString(),
		};
	}

	private async look(moment: "before" | "during" | "after"): Promise<void> {
		this.events.push(...(await takeSnapshots(this.bench, moment)));
		if (moment !== "during") {
			const timeNs = this.bench.now();
			const owners = await this.bench.cloudOwners?.();
			if (owners !== undefined) {
				this.events.push({ type: "cloud", timeNs, moment, owners });
			}
		}
	}

	/** @param complaint about what is wrong, thrown when the pair is not well in time; without one it is left to the audits */
	private async healthy(complaint?: (wrong: string) => string): Promise<void> {
		const giveUpNs = this.bench.now() + HEALTHY_LIMIT_MS * 1e6;
		const vips = this.plan.pair.vips;
		for (;;) {
			const wrong = ailments(
				await takeSnapshots(this.bench, "before"),
				this.bench.nodes,
				vips,
			);
			if (wrong.length === 0) {
				return;
			}
			if (this.bench.now() > giveUpNs) {
				const what = findingsText(wrong, TEXTS.en);
				if (complaint !== undefined) {
					throw new DrillError(complaint(what));
				}
				this.tell(
					`the pair is not well ${HEALTHY_LIMIT_MS / 1000} s after healing: ${what}`,
				);
				return;
			}
			await this.pause(100);
		}
	}

	/** keepalived may be well while the network, or a route, does not lead to it yet: that belongs to what healing costs. */
	private async answering(probe: RunningProbe): Promise<void> {
		const found = await this.sample(
			probe,
			({ node }) => node !== undefined,
			HEALTHY_LIMIT_MS,
		);
		if (found === undefined) {
			this.tell(
				`nobody answers at ${this.vip.address} ${HEALTHY_LIMIT_MS / 1000} s after the pair is well`,
			);
		}
	}

	private tell(line: string): void {
		this.options.onProgress?.(line);
	}

	private async pause(ms: number): Promise<void> {
		const { signal } = this.options;
		await sleep(ms, undefined, { ...(signal && { signal }) });
	}

	private async sample(
		probe: RunningProbe,
		predicate: (sample: ProbeSample) => boolean,
		patienceMs = TAKEOVER_LIMIT_MS,
	): Promise<ProbeSample | undefined> {
		const { signal } = this.options;
		signal?.throwIfAborted();
		const found = await probe.waitFor(
			(candidate) => signal?.aborted === true || predicate(candidate),
			patienceMs,
		);
		signal?.throwIfAborted();
		return found;
	}
}

/**
 * Breaks something in a healthy lab, waits for what it should lead to, heals it and watches what follows. Heals what
 * it broke also when it fails or is interrupted. What happened is in the log; nothing is judged here.
 *
 * @throws DrillError when the pair is not well to begin with, or a step of the fault cannot be done
 */
export async function runFault(
	bench: Bench,
	plan: DrillPlan,
	fault: Fault,
	options: DrillOptions = {},
): Promise<EventLog> {
	try {
		return await new Drill(bench, plan, fault, options).run();
	} catch (error) {
		if (options.signal?.aborted) {
			throw new DrillError(
				`The drill ${fault.id} was interrupted; what it broke is healed.`,
			);
		}
		throw error;
	}
}
