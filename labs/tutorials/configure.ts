import { fileBeside } from "../../base/file-beside";
import type { HaPairDesign, NodeDesign } from "../../design/ha-pair-design";
import { Service } from "../../design/service";
import { writeKeepalivedConf } from "../../keepalived/render";
import {
	DEFAULT_KEEPALIVED_VERSION,
	KeepalivedVersion,
} from "../../keepalived/version";
import type { UserDataFile } from "../../userdata";
import { renderPlainUserData } from "../../userdata/plain";
import { staticFile } from "../../userdata/static-file";
import type { Tutorial } from "./tutorial";

/** The floating address of a pair that has one. */
const vipOf = ({ vips }: HaPairDesign): string => vips[0]?.address ?? "";

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

const scriptFiles = ({ scripts }: Tutorial): readonly UserDataFile[] =>
	scripts.map(({ path, source }) => ({
		path,
		content: fileBeside(__dirname, source),
		permissions: "0755",
	}));

/** The user data of a node that has only what its tutorial and the drills need. */
function userDataOf(
	tutorial: Tutorial,
	node: NodeDesign,
	service: Service,
	keepalivedConf: string,
): string {
	return renderPlainUserData({
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
			...scriptFiles(tutorial),
			{ path: "/etc/keepalived/keepalived.conf", content: keepalivedConf },
		],
		run: [
			...service.run,
			...(tutorial.prepare ?? []),
			["systemctl", "enable", "--now", service.name, "keepalived"],
		],
	});
}

/**
 * A designed pair, configured as a tutorial says: the same addresses, security rules and nginx pages, but nothing of our
 * health checks, notify script, nexthop helper or service settings, for comparing the two in the same lab. What the pair's
 * predictions say does not hold for the result.
 *
 * Its keepalived.conf is written without our checks: what they refuse and keepalived runs, the tutorial's readers run.
 */
export function configureAs(
	tutorial: Tutorial,
	pair: HaPairDesign,
): HaPairDesign {
	const service = Service.nginx({ port: pair.service.port });
	return {
		...pair,
		preemption: tutorial.preemption,
		timing: {
			...pair.timing,
			name: "classic",
			vrrpVersion: 2,
			advertIntervalSeconds: tutorial.advertIntervalSeconds,
		},
		nodes: pair.nodes.map(({ realTimePriority: _ours, ...node }, index) => {
			const priority = tutorial.priorities[index === 0 ? 0 : 1];
			const keepalivedConf = writeKeepalivedConf(
				tutorial.keepalived({
					index,
					address: node.address,
					peer: node.peers[0] ?? "",
					interfaceName: node.facts.interface,
					vip: vipOf(pair),
				}),
				KeepalivedVersion.parse(DEFAULT_KEEPALIVED_VERSION),
			);
			const userData = userDataOf(tutorial, node, service, keepalivedConf);
			return {
				...node,
				priority,
				priorities: [priority],
				keepalivedConf,
				userData,
				userDataBytes: Buffer.byteLength(userData),
			};
		}),
	};
}
