import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, RunningProbe } from "../ports/bench";
import { DrillError } from "./drill-error";
import type { DrillPlan } from "./drill-plan";
import { type DrillEvent, type EventLog, inOrder } from "./event-log";

/** Options of a drill. */
export interface DrillOptions {
	/**
	 * Milliseconds between two requests.
	 *
	 * @default 10
	 */
	readonly intervalMs?: number;
	/** Called with one line per step. */
	readonly onProgress?: (line: string) => void;
}

/** A lost SYN is sent again after a second only: giving up earlier keeps each request a measurement of its own moment. */
const REQUEST_TIMEOUT_MS = 250;
const SETTLE_MS = 1000;
const TAKEOVER_LIMIT_MS = 15_000;
/** Longer than any master-down timer of the timing profiles, so that a failback would be seen. */
const FAILBACK_WATCH_MS = 5000;
const MAX_DURATION_MS = 60_000;

async function vrrpState(bench: Bench, node: string): Promise<string> {
	const { stdout } = await bench.run(node, ["cat", "/var/keepalived/state"]);
	return stdout.trim();
}

async function mustRun(
	bench: Bench,
	machine: string,
	command: readonly string[],
): Promise<void> {
	const result = await bench.run(machine, command);
	if (result.exitCode !== 0) {
		throw new DrillError(
			`"${command.join(" ")}" failed on ${machine} (exit code ${result.exitCode}): ${result.stderr.trim()}`,
		);
	}
}

async function waitForState(
	bench: Bench,
	node: string,
	state: string,
): Promise<void> {
	const giveUpNs = bench.now() + TAKEOVER_LIMIT_MS * 1e6;
	while ((await vrrpState(bench, node)) !== state) {
		if (bench.now() > giveUpNs) {
			throw new DrillError(
				`${node} did not reach the state ${state} within ${TAKEOVER_LIMIT_MS / 1000} s; look at: halab exec ${node} -- journalctl -u keepalived`,
			);
		}
		await sleep(50);
	}
}

async function holder(probe: RunningProbe, vip: string): Promise<string> {
	const sample = await probe.waitFor(
		(candidate) => candidate.node !== undefined,
		TAKEOVER_LIMIT_MS,
	);
	if (sample?.node === undefined) {
		throw new DrillError(`nobody answers at ${vip}; look at: halab status`);
	}
	return sample.node;
}

/**
 * Stops keepalived on the node that answers, waits until another one does, starts it again and watches whether the
 * address comes back. Heals what it broke, also when it fails.
 *
 * @throws DrillError when nobody answers at the VIP, or nobody takes it over
 */
export async function drillStopKeepalived(
	bench: Bench,
	plan: DrillPlan,
	options: DrillOptions = {},
): Promise<EventLog> {
	const [vip] = plan.pair.vips;
	if (vip === undefined) {
		throw new DrillError(`the lab ${plan.lab} has no VIP`);
	}
	const progress = options.onProgress ?? (() => {});
	const intervalMs = options.intervalMs ?? 10;
	const events: DrillEvent[] = [
		{
			type: "drill",
			timeNs: bench.now(),
			drill: "stop-keepalived",
			lab: plan.lab,
			cloud: plan.cloud,
			timing: plan.pair.timing.name,
			intervalMs,
		},
	];
	const observe = async (): Promise<void> => {
		for (const node of bench.nodes) {
			const state = await vrrpState(bench, node);
			events.push({ type: "vrrp", timeNs: bench.now(), machine: node, state });
		}
	};
	const act = async (
		action: "inject" | "heal",
		machine: string,
		command: readonly string[],
	): Promise<void> => {
		events.push({
			type: "fault",
			timeNs: bench.now(),
			action,
			machine,
			command: command.join(" "),
		});
		await mustRun(bench, machine, command);
	};

	const probe = await bench.startProbe({
		vantage: plan.client.name,
		address: vip.address,
		port: plan.pair.service.port,
		intervalMs,
		timeoutMs: REQUEST_TIMEOUT_MS,
		maxDurationMs: MAX_DURATION_MS,
	});
	let stopped: string | undefined;
	try {
		const master = await holder(probe, vip.address);
		await observe();
		progress(
			`${master} answers at ${vip.address}; one request every ${intervalMs} ms`,
		);
		await sleep(SETTLE_MS);

		progress(`systemctl stop keepalived on ${master}`);
		stopped = master;
		await act("inject", master, ["systemctl", "stop", "keepalived"]);
		const taken = await probe.waitFor(
			(sample) => sample.node !== undefined && sample.node !== master,
			TAKEOVER_LIMIT_MS,
		);
		if (taken === undefined) {
			throw new DrillError(
				`nobody took ${vip.address} over within ${TAKEOVER_LIMIT_MS / 1000} s; look at: halab status`,
			);
		}
		progress(`${taken.node} answers now`);
		await sleep(SETTLE_MS);
		await observe();

		progress(
			`systemctl start keepalived on ${master}, then ${FAILBACK_WATCH_MS / 1000} s of watching`,
		);
		await act("heal", master, ["systemctl", "start", "keepalived"]);
		stopped = undefined;
		await waitForState(bench, master, "BACKUP");
		await sleep(FAILBACK_WATCH_MS);
		await observe();
	} finally {
		const samples = await probe.stop();
		for (const sample of samples) {
			events.push({ type: "probe", timeNs: sample.intendedNs, ...sample });
		}
		if (stopped !== undefined) {
			await bench.run(stopped, ["systemctl", "start", "keepalived"]);
		}
	}
	return inOrder(events);
}
