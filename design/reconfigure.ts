import type { UserDataFile } from "../userdata";
import { renderPlainUserData } from "../userdata/plain";
import { staticFile } from "../userdata/static-file";
import type { HaPairDesign, NodeDesign } from "./ha-pair-design";
import { Service } from "./service";
import type { TimingProfile } from "./timing";

/** How one node is configured in somebody else's way. */
export interface NodeConfiguration {
	readonly priority: number;
	/** Text of `/etc/keepalived/keepalived.conf`. */
	readonly keepalivedConf: string;
	/** Scripts and whatever else the configuration names. */
	readonly files: readonly UserDataFile[];
	/** Commands that run once as root before the services start, each a program and its arguments. */
	readonly run: readonly (readonly string[])[];
}

/** How a pair is configured in somebody else's way. */
export interface PairConfiguration {
	readonly preemption: HaPairDesign["preemption"];
	/** What differs from the figures of the profile `classic`. */
	readonly timing: Partial<TimingProfile>;
	readonly node: (node: NodeDesign, index: number) => NodeConfiguration;
}

/** The driver of the node's cloud, for scripts that sign API calls with it. */
const driverFiles = ({ facts }: NodeDesign): readonly UserDataFile[] =>
	facts.route === undefined
		? []
		: [
				{
					path: `/usr/local/lib/halab/${facts.cloud}.py`,
					content: staticFile(`nexthop/${facts.cloud}.py`),
				},
			];

function reconfigureNode(
	{ realTimePriority: _ours, ...node }: NodeDesign,
	service: Service,
	configuration: NodeConfiguration,
): NodeDesign {
	const { priority, keepalivedConf, files, run } = configuration;
	const userData = renderPlainUserData({
		hostname: node.name,
		files: [
			...service.files,
			...service.knownFiles(node.page),
			{
				path: "/etc/halab/node.json",
				content: `${JSON.stringify(node.facts, null, 1)}\n`,
			},
			...driverFiles(node),
			// The option with which the tutorials' own distribution starts keepalived: the drills read what it logs.
			{ path: "/etc/default/keepalived", content: "DAEMON_ARGS=-D\n" },
			...files,
			{ path: "/etc/keepalived/keepalived.conf", content: keepalivedConf },
		],
		run: [
			...service.run,
			...run,
			["systemctl", "enable", "--now", service.name, "keepalived"],
		],
	});
	return {
		...node,
		priority,
		priorities: [priority],
		keepalivedConf,
		userData,
		userDataBytes: Buffer.byteLength(userData),
	};
}

/**
 * The same addresses, security rules and nginx pages, but nodes that are configured in somebody else's way and have
 * nothing of our health checks, notify script, nexthop helper or service settings: for comparing the two in the same
 * lab. What the pair's predictions say does not hold for the result.
 */
export function reconfigurePair(
	pair: HaPairDesign,
	{ preemption, timing, node: configure }: PairConfiguration,
): HaPairDesign {
	const service = Service.nginx({ port: pair.service.port });
	return {
		...pair,
		preemption,
		timing: { ...pair.timing, ...timing },
		nodes: pair.nodes.map((node, index) =>
			reconfigureNode(node, service, configure(node, index)),
		),
	};
}
