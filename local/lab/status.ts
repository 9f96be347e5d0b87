import { join } from "node:path";
import { z } from "zod";
import { defined } from "../../base/defined";
import type { LocalNode, LocalPlan } from "../../plan/lab-plan";
import type { CloudStatus } from "../cloud/cloud-status";
import { cloudControl } from "../cloud/control";
import { type Capsule, enterRoot } from "../host/capsule";
import { parseJson } from "../host/json";
import type { Holder } from "../host/lock";
import { run } from "../host/process";
import { type CloudInitReport, readCloudInit } from "../machine/cloud-init";
import type { NodeMachine } from "../machine/node";
import type { Machines } from "./machines";

/** A node as it is now. */
export interface NodeStatus {
	readonly name: string;
	readonly address: string;
	readonly power: "on" | "off";
	readonly cloudInit: CloudInitReport;
	readonly keepalived: {
		readonly active: boolean;
		/** Last VRRP state as the notify script noted it, e.g. `MASTER`. */
		readonly state?: string;
		/** The same for each VRRP instance. */
		readonly instances: Readonly<Record<string, string>>;
	};
	readonly service: { readonly name: string; readonly active: boolean };
	/** All IPv4 addresses of the node's interfaces but `lo`. */
	readonly addresses: readonly string[];
	/** The floating addresses among them. */
	readonly vips: readonly string[];
}

/** A floating address as it is now. */
export interface VipStatus {
	readonly instance: string;
	readonly address: string;
	/** Nodes that have the address configured. More than one: split brain. */
	readonly holders: readonly string[];
	/** What the client gets from it; absent when nothing answers. */
	readonly answer?: VipAnswer;
}

export interface VipAnswer {
	readonly body: string;
	/** The node whose page that is. */
	readonly node?: string;
}

/** A lab as it is now. */
export interface LabStatus {
	readonly name: string;
	readonly lab: string;
	readonly startedAt: string;
	readonly nodes: readonly NodeStatus[];
	readonly vips: readonly VipStatus[];
	/** The cloud as its console would show it; absent when its process does not answer. */
	readonly cloud?: CloudStatus;
	/** Who works with the lab now, such as a drill. */
	readonly holder?: Holder;
}

const linksSchema = z.array(
	z.object({
		ifname: z.string().optional(),
		addr_info: z.array(z.object({ local: z.string().optional() })).optional(),
	}),
);

/** One line of JSON, then a line "file:content" for each state that the notify script noted. */
const NODE_QUESTION =
	'ip -json -4 address; cd /var/keepalived 2>/dev/null && grep -H "" -- state *.state';

const OFF = {
	power: "off",
	cloudInit: { state: "none", errors: [] },
	keepalived: { active: false, instances: {} },
	addresses: [],
	vips: [],
} as const;

/** Look at one node: its files, its control groups and its addresses. */
export async function nodeStatus(
	plan: LocalPlan,
	node: LocalNode,
	machine: NodeMachine,
): Promise<NodeStatus> {
	const { name, address } = node;
	const service = plan.pair.service.name;
	const leader = await machine.leader();
	if (leader === undefined) {
		return { name, address, ...OFF, service: { name: service, active: false } };
	}
	const [cloudInit, keepalived, active, { addresses, states }] =
		await Promise.all([
			readCloudInit(`/proc/${leader}/root`),
			machine.isActive("keepalived.service"),
			machine.isActive(`${service}.service`),
			askNode(leader),
		]);
	const { state } = states;
	return {
		name,
		address,
		power: "on",
		cloudInit,
		keepalived: {
			active: keepalived,
			...(state ? { state } : {}),
			instances: Object.fromEntries(
				plan.pair.vips.flatMap(({ instance }) => {
					const noted = states[`${instance}.state`];
					return noted ? [[instance, noted]] : [];
				}),
			),
		},
		service: { name: service, active },
		addresses,
		vips: plan.pair.vips
			.map((vip) => vip.address)
			.filter((vip) => addresses.includes(vip)),
	};
}

/** Look at everything: each node, each floating address and who answers at it. */
export async function labStatus(
	plan: LocalPlan,
	startedAt: string,
	capsule: Capsule,
	machines: Machines,
): Promise<LabStatus> {
	const [nodes, answers, cloud] = await Promise.all([
		Promise.all(
			plan.pair.nodes.map((node) =>
				nodeStatus(plan, node, machines.node(node.name)),
			),
		),
		Promise.all(
			plan.pair.vips.map(({ address }) =>
				askVip(plan, capsule, address, { seconds: 0 }),
			),
		),
		cloudControl(capsule)
			.status()
			.catch(() => undefined),
	]);
	return {
		name: plan.name,
		lab: plan.lab,
		startedAt,
		nodes,
		vips: plan.pair.vips.map(({ instance, address }, index) => {
			const answer = answers[index];
			return {
				instance,
				address,
				holders: nodes
					.filter(({ vips }) => vips.includes(address))
					.map(({ name }) => name),
				...defined({ answer }),
			};
		}),
		...defined({ cloud }),
	};
}

/**
 * Ask a floating address for its page, from the client.
 *
 * @param options.seconds ask again for so long until it answers
 */
export async function askVip(
	plan: LocalPlan,
	capsule: Capsule,
	address: string,
	options: {
		readonly seconds: number;
		readonly signal?: AbortSignal | undefined;
	},
): Promise<VipAnswer | undefined> {
	const outcome = await capsule.run(
		[
			"nsenter",
			`--net=/run/netns/${plan.client.name}`,
			"--",
			join(__dirname, "files", "http-get.sh"),
			address,
			String(plan.pair.service.port),
			String(options.seconds),
		],
		{ signal: options.signal },
	);
	if (outcome.exitCode !== 0) {
		return undefined;
	}
	const body = outcome.stdout.trim();
	const [node, ...others] = plan.pair.nodes.filter(
		({ page }) => page.trim() === body,
	);
	return defined({ body, node: others.length === 0 ? node?.name : undefined });
}

/** What only the node itself can tell, in one go. */
async function askNode(leader: number): Promise<{
	readonly addresses: readonly string[];
	/** File of /var/keepalived → its content. */
	readonly states: Readonly<Record<string, string>>;
}> {
	const [command, ...args] = enterRoot(leader);
	const outcome = await run(command, [...args, "sh", "-c", NODE_QUESTION]);
	const [links = "", ...notes] = outcome.stdout.split("\n");
	const states = notes.flatMap((note) => {
		const [file, state] = note.split(":");
		return file && state ? [[file, state] as const] : [];
	});
	return { addresses: addressesIn(links), states: Object.fromEntries(states) };
}

function addressesIn(json: string): readonly string[] {
	return (linksSchema.safeParse(parseJson(json)).data ?? [])
		.filter(({ ifname }) => ifname !== "lo")
		.flatMap(({ addr_info }) => addr_info ?? [])
		.flatMap(({ local }) => local ?? []);
}
