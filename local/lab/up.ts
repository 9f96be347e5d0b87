import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { cloudAddresses } from "../../design/cloud-addresses";
import { CLOUD_EVENTS } from "../cloud/cloud-events";
import { cloudControl } from "../cloud/control";
import { prepareCloud } from "../cloud/prepare";
import { startCloudProcess } from "../cloud/start";
import { buildFabric, startHosts } from "../fabric/fabric";
import { fabricPlan, ROUTER } from "../fabric/fabric-plan";
import { Capsule } from "../host/capsule";
import { cgroupBase, makeGroup } from "../host/cgroup";
import { LocalLabError } from "../host/errors";
import { capabilities } from "../host/linux-capabilities";
import { poll } from "../host/proc";
import { giveTreeToLab } from "../host/user-namespace";
import { diskOf, writeDisk } from "../machine/disk";
import { ensureImage } from "../machine/image";
import { type LocalPlan, planHash } from "../state/local-plan";
import { groupName, type LabState, type StateStore } from "../state/state";
import { newAccessKey } from "../vpc/new-access-key";
import { consoleLog, Machines } from "./machines";
import type { Progress } from "./progress";
import { clearLab } from "./remove";
import { findRunning, type RunningLab } from "./running";
import { askVip, nodeStatus, type VipAnswer } from "./status";

/** How long the floating address may take to answer after the nodes have booted. */
const VIP_TIMEOUT_MS = 60_000;

const CLOUD_LOG = "cloud.log";
const HOSTS_LOG = "hosts.log";
/** How long the local cloud's process may take on a busy computer. */
const CLOUD_TIMEOUT_MS = 15_000;

/** How long the preferred nodes may take to get their addresses back from one that booted faster. */
const HOLDERS_TIMEOUT_MS = 10_000;

/**
 * How much later each further node is powered on. With `nopreempt` the node whose keepalived starts first takes the
 * address, and that should be the first one. It costs nothing: the others boot while the first waits for adverts.
 */
const BOOT_STAGGER_MS = 300;

/** What one call works with. */
interface UpContext {
	readonly plan: LocalPlan;
	readonly store: StateStore;
	readonly progress: Progress;
	/** Fires when the call is to end early. */
	readonly signal: AbortSignal;
}

/** The running lab of this plan, if there is one; remains of an earlier run are removed. */
export async function findSameLab(
	context: UpContext,
): Promise<RunningLab | undefined> {
	const { plan, store, progress } = context;
	const running = await findRunning(store, await store.read());
	if (!running) {
		await progress.during(
			"clean",
			"Looking for remains of an earlier run",
			() => clearLab(store),
			(found) =>
				found ? "Removed the remains of an earlier run" : "Nothing to clean",
		);
		return undefined;
	}
	const { state } = running;
	if (state.planHash !== planHash(plan)) {
		throw new LocalLabError(
			`A lab named ${plan.name} is already running with other settings (${state.plan.lab}, since ${state.startedAt}).`,
			{
				remedy:
					"Stop it with `halab down`, or start this one beside it with another --name.",
			},
		);
	}
	return running;
}

/** Make a lab: capsule, network, machines. Comes back when the nodes have power. What fails half-way is removed. */
export async function startLab(context: UpContext): Promise<RunningLab> {
	const { plan, store, progress, signal } = context;
	const { directory: image } = await progress.during(
		"image",
		"Looking for the node image",
		() =>
			ensureImage({
				signal,
				onProgress: (message) =>
					progress.tell({ phase: "image", state: "progress", message }),
			}),
		({ built }) =>
			built ? "Built the node image" : "The node image is cached",
	);
	signal.throwIfAborted();
	const base = await cgroupBase();
	if (!base) {
		throw new RangeError("No control groups, although checked.");
	}
	const run = store.runPrefix + randomBytes(4).toString("hex");
	const state: LabState = {
		version: 1,
		run,
		phase: "starting",
		startedAt: new Date().toISOString(),
		planHash: planHash(plan),
		plan,
		image,
		cgroup: join(base.directory, groupName(plan.name, run)),
	};
	try {
		return await makeLab(context, state);
	} catch (error) {
		await clearLab(store);
		throw error;
	}
}

async function makeLab(
	context: UpContext,
	first: LabState,
): Promise<RunningLab> {
	const { plan, store, progress, signal } = context;
	const fabric = fabricPlan(plan);
	let state = first;
	const note = async (change: Partial<LabState>): Promise<void> => {
		signal.throwIfAborted();
		state = { ...state, ...change };
		await store.write(state);
	};

	await note({});
	const key = handedOverKey(plan);
	const granted = await capabilities();
	const [cloud, capsule] = await progress.during(
		"capsule",
		"Making the capsule",
		() =>
			Promise.all([
				prepareCloud(store.path("cloud"), plan, fabric, key),
				makeGroup(state.cgroup).then(() =>
					Capsule.start(state.cgroup, store.path("capsule.log"), {
						reachable: [store.directory, state.image],
						...(granted.realTime === "inherited"
							? { realTimePriority: priorityOf(plan) }
							: {}),
					}),
				),
				writeFile(store.path("hosts"), hostsFile(plan)),
				...plan.pair.nodes.map((node) =>
					writeDisk(
						store.path("disks", node.name),
						diskOf(plan, node, {
							run: state.run,
							names: cloudNames(plan),
							capabilities: granted,
							...(key ? { key } : {}),
						}),
					),
				),
				...labLogs(plan).map((name) =>
					writeFile(store.path(name), "", { mode: 0o600 }),
				),
			]),
		() => "Made the capsule",
	);
	await note({ capsule: capsule.id });
	for (const name of ["cloud", "disks", "hosts", ...labLogs(plan)]) {
		await giveTreeToLab(store.path(name));
	}

	await progress.during(
		"fabric",
		"Building the network",
		() => buildFabric(capsule, fabric, cloud),
		() => "Built the network",
	);

	await startCloudProcess(capsule, store.directory, store.path(CLOUD_LOG));
	const machines = new Machines(capsule, plan, store, state);
	for (const [index, node] of machines.nodes.entries()) {
		if (index > 0) {
			await setTimeout(BOOT_STAGGER_MS, undefined, { signal });
		}
		await node.powerOn();
		if (index > 0) {
			continue;
		}
		await startHosts(capsule, fabric, {
			image: state.image,
			hostsFile: store.path("hosts"),
			log: store.path(HOSTS_LOG),
		});
	}
	await note({ phase: "started" });
	return { store, state, capsule, machines };
}

/** Wait until every node has booted and every floating address answers. What fails here stays, to be looked at. */
export async function waitUntilServing(
	running: RunningLab,
	context: UpContext,
): Promise<readonly (VipAnswer | undefined)[]> {
	const { plan, progress, signal } = context;
	const bootFailed = new AbortController();
	const waiting = AbortSignal.any([signal, bootFailed.signal]);
	const boots = progress.during(
		"boot",
		"Booting the nodes",
		() =>
			Promise.all(
				running.machines.nodes.map(async (node) => {
					const tell = (message: string) =>
						progress.tell({
							phase: "boot",
							state: "progress",
							machine: node.name,
							message,
						});
					await node.waitForBoot({
						signal,
						onStage: (stage) => tell(`cloud-init: ${stage}`),
					});
					tell("booted");
				}),
			).catch((error: unknown) => {
				bootFailed.abort();
				throw error;
			}),
		() => `Booted ${plan.pair.nodes.map(({ name }) => name).join(" and ")}`,
	);
	const answers = progress.during(
		"vip",
		`Waiting for ${plan.pair.vips.map(({ address }) => address).join(", ")}`,
		() =>
			Promise.all(
				plan.pair.vips.map(({ address }) =>
					askVip(plan, running.capsule, address, {
						seconds: VIP_TIMEOUT_MS / 1000,
						signal: waiting,
					}),
				),
			),
		(found) =>
			found
				.map((answer) => answer?.node ?? answer?.body ?? "nobody")
				.join(", ")
				.concat(" answers"),
	);
	const [, found] = await Promise.all([boots, answers]);
	const silent = plan.pair.vips.filter((_, index) => !found[index]);
	if (silent.length > 0) {
		throw new LocalLabError(
			`Nothing answers at ${silent.map(({ address }) => address).join(", ")}, port ${plan.pair.service.port}, although the nodes have booted.`,
			{
				remedy:
					"Look at `halab status` and at `journalctl -u keepalived` on the nodes; `halab down` removes the lab.",
			},
		);
	}
	return found;
}

/** Files of the lab's directory that the lab's own processes write. */
function labLogs({ pair }: LocalPlan): readonly string[] {
	return [
		...[CLOUD_EVENTS, CLOUD_LOG, HOSTS_LOG],
		...pair.nodes.map(({ name }) => consoleLog(name)),
	];
}

/** The highest real-time priority that a node asks for. */
function priorityOf({ pair }: LocalPlan): number {
	return Math.max(
		0,
		...pair.nodes.map(({ realTimePriority = 0 }) => realTimePriority),
	);
}

/**
 * Wait until the nodes that have the highest priorities have taken their floating addresses; not for ever, since no lab is
 * broken without that.
 *
 * @param holders floating address → name of the node; none with `nopreempt`
 */
export async function waitForHolders(
	{ machines, state }: RunningLab,
	holders: ReadonlyMap<string, string>,
	signal: AbortSignal,
): Promise<void> {
	const { plan } = state;
	await poll(
		async () => {
			const nodes = await Promise.all(
				plan.pair.nodes.map((node) =>
					nodeStatus(plan, node, machines.node(node.name)),
				),
			);
			const settled = [...holders].every(([address, name]) =>
				nodes.every(
					(node) => node.vips.includes(address) === (node.name === name),
				),
			);
			return settled ? true : undefined;
		},
		{ timeoutMs: HOLDERS_TIMEOUT_MS, intervalMs: 100, signal },
	);
}

/** Wait until the local cloud answers, which starts beside the nodes; the address may be served without it. */
export async function waitForCloud(
	{ capsule }: RunningLab,
	signal: AbortSignal,
): Promise<void> {
	await poll(
		() =>
			cloudControl(capsule)
				.status()
				.catch(() => undefined),
		{ timeoutMs: CLOUD_TIMEOUT_MS, intervalMs: 50, signal },
	);
}

/** Note that a lab has come up completely. Where that cannot be written, the next `up` sees for itself. */
export async function noteServing(running: RunningLab): Promise<RunningLab> {
	const state: LabState = { ...running.state, phase: "serving" };
	await running.store.write(state).catch(() => {});
	return { ...running, state };
}

/** What the VPC's name service would know. */
function cloudNames({
	cloud,
	region,
}: LocalPlan): Readonly<Record<string, readonly string[]>> {
	const { metadata, api } = cloudAddresses(cloud, region);
	return Object.fromEntries(
		[metadata, api]
			.filter(({ names }) => names.length > 0)
			.map(({ address, names }) => [address, names]),
	);
}

/** The key for nodes that move a route without a role to give them one. It is made anew for each run. */
function handedOverKey({
	cloud,
	pair,
}: LocalPlan): { readonly id: string; readonly secret: string } | undefined {
	const [node] = pair.nodes;
	if (!node?.facts.route || node.facts.route.roleName !== undefined) {
		return undefined;
	}
	return newAccessKey(cloud, randomBytes);
}

/** /etc/hosts of the router, the client and the bastion. */
function hostsFile(plan: LocalPlan): string {
	const hosts = [
		{ name: "localhost", address: "127.0.0.1" },
		{ name: ROUTER, address: plan.network.publicSubnet.gateway },
		plan.bastion,
		plan.client,
		...plan.pair.nodes,
	];
	return hosts.map(({ name, address }) => `${address} ${name}\n`).join("");
}
