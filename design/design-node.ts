import { defined } from "../base/defined";
import { renderKeepalivedConf } from "../keepalived";
import type { UserDataProps } from "../userdata";
import type { NodeDesign, VipDesign } from "./ha-pair-design";
import type { HaNodeProps, HaPairProps } from "./ha-pair-props";
import type { Health } from "./health";
import { httpChecks } from "./http-checks";
import { keepalivedConfig, REAL_TIME_PRIORITY } from "./keepalived-config";
import { neighbourFiles } from "./neighbours";
import { largestFacts, nodeFacts } from "./node-facts";
import { outranking } from "./priorities";
import type { Service } from "./service";
import type { TimingProfile } from "./timing";
import type { Vrrp } from "./vrrp";

/** What is decided about a pair before its nodes are. */
export interface PairDecisions {
	readonly props: HaPairProps;
	readonly timing: TimingProfile;
	readonly vrrp: Vrrp;
	readonly service: Service;
	readonly health: readonly Health[];
	readonly interfaceName: string;
	readonly vips: readonly VipDesign[];
	/** Each node's priorities, in the order of the nodes. */
	readonly ranks: readonly {
		readonly address: string;
		readonly priorities: readonly number[];
	}[];
}

/** A node whose user data is still to be written, together with that of its peers. */
export interface NodeDraft {
	readonly node: Omit<NodeDesign, "userData" | "userDataBytes">;
	readonly userDataProps: UserDataProps;
}

/** Designs one node. */
export function designNode(
	pair: PairDecisions,
	{ address, page }: HaNodeProps,
	index: number,
): NodeDraft {
	const { props, timing, vrrp, service, health, interfaceName, vips, ranks } =
		pair;
	const name = `node-${index + 1}`;
	const shownPage = page === undefined ? name : `${name} ${page}`;
	const peers = ranks
		.map((rank) => rank.address)
		.filter((other) => other !== address);
	const priorities = ranks[index]?.priorities ?? [];
	const facts = nodeFacts(
		props,
		{
			node: name,
			interface: interfaceName,
			address,
			peers,
			service: { name: service.name, port: service.port },
		},
		vips,
		({ virtualRouterId }) =>
			outranking(
				ranks,
				address,
				vrrp.virtualRouterIds.indexOf(virtualRouterId),
			),
	);
	const keepalivedConf = renderKeepalivedConf(
		keepalivedConfig({
			node: name,
			address,
			peers,
			priorities,
			interfaceName,
			vips,
			vrrp,
			health,
			timing,
		}),
	);
	return {
		node: {
			name,
			address,
			peers,
			priority: priorities[0] ?? timing.highestPriority,
			priorities,
			page: shownPage,
			facts,
			realTimePriority: REAL_TIME_PRIORITY,
			keepalivedConf,
		},
		userDataProps: {
			hostname: name,
			packages: service.packages,
			unit: service.name,
			files: [
				...service.files,
				...service.knownFiles(shownPage),
				...neighbourFiles(interfaceName, timing),
			],
			run: service.run,
			facts,
			largestFacts: largestFacts(facts),
			checks: httpChecks(health).map(({ path, file }) => ({
				path,
				file,
				interval: timing.httpCheck.intervalSeconds,
				timeout: timing.httpCheck.timeoutSeconds,
				fall: timing.httpCheck.fall,
				rise: timing.httpCheck.rise,
			})),
			keepalivedConf,
			...defined({ nexthop: facts.route && facts.cloud }),
		},
	};
}
