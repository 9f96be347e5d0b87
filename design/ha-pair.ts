import { renderKeepalivedConf } from "../keepalived";
import { idStandIn, renderPairUserData, type UserDataProps } from "../userdata";
import { CAPABILITIES, checkVip } from "./capabilities";
import { DesignError } from "./errors";
import type {
	HaPairDesign,
	NodeDesign,
	NodeFacts,
	VipDesign,
} from "./ha-pair-design";
import type { HaPairProps } from "./ha-pair-props";
import { httpChecks } from "./http-checks";
import { keepalivedConfig, REAL_TIME_PRIORITY } from "./keepalived-config";
import { neighbourFiles } from "./neighbours";
import { AddressError, Ipv4Address, Ipv4Cidr } from "./net/ipv4";
import { type OutageSurroundings, predictOutages } from "./outage";
import { checkSourceCidrs, nodeSecurityRules } from "./security-rules";
import { Service } from "./service";
import { TIMING_PROFILES, type TimingProfile } from "./timing";
import { Vrrp } from "./vrrp";

function parsed<T>(prop: string, text: string, parse: (text: string) => T): T {
	try {
		return parse(text);
	} catch (error) {
		if (error instanceof AddressError) {
			throw new DesignError(prop, error.message);
		}
		throw error;
	}
}

/** Checks that every address is fit for its use and that no two are the same. */
function checkAddresses(props: HaPairProps): void {
	const subnetCidr = parsed("subnetCidr", props.subnetCidr, Ipv4Cidr.parse);
	const vpcCidr = parsed("vpcCidr", props.vpcCidr, Ipv4Cidr.parse);
	const owners = new Map<string, string>();
	const claim = (prop: string, text: string): void => {
		parsed(prop, text, Ipv4Address.parse);
		const owner = owners.get(text);
		if (owner !== undefined) {
			throw new DesignError(
				prop,
				`${text} is ${owner} already; each node and VIP needs an address of its own`,
			);
		}
		owners.set(text, prop);
	};
	props.nodes.forEach(({ address }, index) => {
		const prop = `nodes[${index}].address`;
		claim(prop, address);
		if (!subnetCidr.isUsable(Ipv4Address.parse(address))) {
			throw new DesignError(
				prop,
				`${address} is not a usable address of the pair's subnet ${subnetCidr}`,
			);
		}
	});
	props.vips.forEach((vip, index) => {
		const prop = `vips[${index}].address`;
		claim(prop, vip.address);
		checkVip(prop, vip, { cloud: props.cloud, vpcCidr, subnetCidr });
	});
}

/** Checks how many addresses there are, and that they fit together and to the virtual routers. */
function checkVips(
	{ cloud, vips, routeTarget }: HaPairProps,
	vrrp: Vrrp,
): void {
	const { title, havipsPerInterface } = CAPABILITIES[cloud];
	const [first] = vips;
	if (first === undefined) {
		throw new DesignError(
			"vips",
			"none given; a pair needs 1 address at least",
		);
	}
	if (vips.some((vip) => vip.kind !== first.kind)) {
		throw new DesignError(
			"vips",
			"Vip.havip and Vip.route are mixed; all addresses of a pair reach their holder in the same way",
		);
	}
	if (first.kind === "havip" && vips.length > havipsPerInterface) {
		throw new DesignError(
			"vips",
			`${vips.length} given; ${title} lets one network interface hold ${havipsPerInterface} HAVIPs at most`,
		);
	}
	if (first.kind === "route" && routeTarget === undefined) {
		throw new DesignError(
			"routeTarget",
			"is missing; with Vip.route the nodes must know the VPC and the route table whose route they move",
		);
	}
	const routers = vrrp.virtualRouterIds.length;
	if (vrrp.mode === "dual" && routers !== vips.length) {
		throw new DesignError(
			"vrrp.virtualRouterIds",
			`${routers} VRIDs for ${vips.length} addresses; dual master needs one VRID per address`,
		);
	}
}

/** Each address with its virtual router: all in the first one, or with dual master each in one of its own. */
function designVips(props: HaPairProps, vrrp: Vrrp): readonly VipDesign[] {
	const [sharedId = 0] = vrrp.virtualRouterIds;
	const { prefixLength } = Ipv4Cidr.parse(props.subnetCidr);
	return props.vips.map(({ kind, address }, index) => ({
		kind,
		instance: vrrp.mode === "dual" ? `VI_${index + 1}` : "VI_1",
		address,
		// A routed address is nobody's neighbour: /32 keeps the subnet's own routes as they are.
		prefixLength: kind === "route" ? 32 : prefixLength,
		virtualRouterId:
			vrrp.mode === "dual"
				? (vrrp.virtualRouterIds[index] ?? sharedId)
				: sharedId,
	}));
}

/**
 * A node's priority in each virtual router. In the first one the first node has the highest, in the second one (dual
 * master) the second node, and so on.
 */
const prioritiesOf = (
	timing: TimingProfile,
	vrrp: Vrrp,
	index: number,
	count: number,
): readonly number[] =>
	vrrp.virtualRouterIds.map((_, router) => {
		const rank = (((index - router) % count) + count) % count;
		// Equal priorities would leave it to chance which node holds which address.
		const step =
			vrrp.mode === "dual"
				? Math.max(1, timing.priorityStep)
				: timing.priorityStep;
		return timing.highestPriority - rank * step;
	});

/** The nodes that stay master in a virtual router when another one is too: by priority, then by address, as in VRRP. */
const outranking = (
	nodes: readonly {
		readonly address: string;
		readonly priorities: readonly number[];
	}[],
	address: string,
	router: number,
): readonly string[] => {
	const rank = (node: (typeof nodes)[number]): number =>
		(node.priorities[router] ?? 0) * 2 ** 32 +
		Ipv4Address.parse(node.address).value;
	const own = nodes.find((node) => node.address === address);
	return own === undefined
		? []
		: nodes
				.filter((node) => rank(node) > rank(own))
				.map((node) => node.address);
};

function factsOf(
	props: HaPairProps,
	node: Pick<NodeFacts, "node" | "interface" | "address" | "peers" | "service">,
	vips: readonly VipDesign[],
	outrankedBy: (vip: VipDesign) => readonly string[],
): NodeFacts {
	const routed = vips.filter((vip) => vip.kind === "route");
	return {
		...node,
		cloud: props.cloud,
		region: props.region,
		vips: vips.map((vip) => vip.address),
		...(routed.length > 0 && props.routeTarget !== undefined
			? {
					...(props.apiEndpoint === undefined
						? {}
						: { endpoint: props.apiEndpoint }),
					route: {
						...props.routeTarget,
						destinations: routed.map((vip) => ({
							instance: vip.instance,
							cidr: `${vip.address}/32`,
							outrankedBy: outrankedBy(vip),
						})),
					},
				}
			: {}),
	};
}

/**
 * The facts as large as a cloud can make them: ids of created resources instead of the names that a plan has. What the
 * helper of a cloud never gets takes no room.
 */
const largestFacts = (facts: NodeFacts): NodeFacts =>
	facts.route === undefined
		? facts
		: {
				...facts,
				endpoint: `https://${idStandIn("endpoint")}`,
				route: {
					...facts.route,
					vpcId: idStandIn("VPC"),
					...(facts.route.routeTableId === undefined
						? {}
						: { routeTableId: idStandIn("route table") }),
					...(CAPABILITIES[facts.cloud].roleCredentials
						? { roleName: idStandIn("role") }
						: {}),
				},
			};

/** Everything that a design depends on. */
const PROPS: Readonly<Record<keyof HaPairProps, true>> = {
	cloud: true,
	region: true,
	home: true,
	nodes: true,
	vpcCidr: true,
	subnetCidr: true,
	vips: true,
	routeTarget: true,
	apiEndpoint: true,
	clientCidrs: true,
	sshCidrs: true,
	vrrp: true,
	health: true,
	service: true,
	timing: true,
	allowAnywhere: true,
	interfaceName: true,
};

const isSameAs = (props: HaPairProps, others: HaPairProps): boolean =>
	Object.keys(PROPS).every(
		(key) => Reflect.get(props, key) === Reflect.get(others, key),
	);

let last:
	| { readonly props: HaPairProps; readonly design: HaPairDesign }
	| undefined;

/**
 * Designs a highly available pair, or a group of more nodes: everything that is decided about it, for the cloud and
 * for the local machine alike. Pure: the same props give the same design.
 *
 * @throws DesignError when the pair cannot be built as asked
 */
export function designHaPair(props: HaPairProps): HaPairDesign {
	// The seats of a class are one pair over and over: the last design is kept for props of the same parts.
	if (last === undefined || !isSameAs(props, last.props)) {
		last = { props: { ...props }, design: design(props) };
	}
	return last.design;
}

/** What besides VRRP decides how long the pair's address leads nowhere. */
function outageSurroundings(
	{ cloud, home = "cloud" }: HaPairProps,
	vips: readonly VipDesign[],
): OutageSurroundings {
	const { havipSwitch, routeChangeCalls, atomicNextHopChange } =
		CAPABILITIES[cloud];
	if (vips.some(({ kind }) => kind === "route")) {
		return { routeChangeCalls, atomicNextHopChange };
	}
	return home === "cloud" && havipSwitch !== undefined ? { havipSwitch } : {};
}

function design(props: HaPairProps): HaPairDesign {
	const timing = TIMING_PROFILES[props.timing ?? "safe"];
	const vrrp = props.vrrp ?? Vrrp.nopreempt();
	const service = props.service ?? Service.nginx();
	const health = props.health ?? service.health;
	const interfaceName = props.interfaceName ?? "eth0";
	const allowAnywhere = props.allowAnywhere ?? false;
	const count = props.nodes.length;
	if (count < 2) {
		throw new DesignError(
			"nodes",
			`${count} given; a pair needs 2 nodes at least`,
		);
	}
	checkAddresses(props);
	checkVips(props, vrrp);
	checkSourceCidrs("clientCidrs", props.clientCidrs, allowAnywhere);
	checkSourceCidrs("sshCidrs", props.sshCidrs, allowAnywhere);

	const addresses = props.nodes.map((node) => node.address);
	const vips = designVips(props, vrrp);
	const ranks = props.nodes.map(({ address }, index) => ({
		address,
		priorities: prioritiesOf(timing, vrrp, index, count),
	}));
	const planned = props.nodes.map((node, index) => {
		const name = `node-${index + 1}`;
		const peers = addresses.filter((address) => address !== node.address);
		const priorities = ranks[index]?.priorities ?? [];
		const page = node.page === undefined ? name : `${name} ${node.page}`;
		const facts = factsOf(
			props,
			{
				node: name,
				interface: interfaceName,
				address: node.address,
				peers,
				service: { name: service.name, port: service.port },
			},
			vips,
			({ virtualRouterId }) =>
				outranking(
					ranks,
					node.address,
					vrrp.virtualRouterIds.indexOf(virtualRouterId),
				),
		);
		const keepalivedConf = renderKeepalivedConf(
			keepalivedConfig({
				node: name,
				address: node.address,
				peers,
				priorities,
				interfaceName,
				vips,
				vrrp,
				health,
				timing,
			}),
		);
		const userDataProps: UserDataProps = {
			hostname: name,
			packages: service.packages,
			unit: service.name,
			files: [
				...service.files,
				...service.knownFiles(page),
				...neighbourFiles(interfaceName, timing),
			],
			run: service.run,
			facts,
			largestFacts: largestFacts(facts),
			checks: httpChecks(health).map(({ path, file }) => ({
				...{ path, file },
				interval: timing.httpCheck.intervalSeconds,
				timeout: timing.httpCheck.timeoutSeconds,
				fall: timing.httpCheck.fall,
				rise: timing.httpCheck.rise,
			})),
			keepalivedConf,
			...(facts.route === undefined ? {} : { nexthop: facts.cloud }),
		};
		return {
			userDataProps,
			node: {
				name,
				address: node.address,
				peers,
				priority: priorities[0] ?? timing.highestPriority,
				priorities,
				page,
				facts,
				realTimePriority: REAL_TIME_PRIORITY,
				keepalivedConf,
			},
		};
	});
	const userData = renderPairUserData(
		planned.map(({ userDataProps }) => userDataProps),
		CAPABILITIES[props.cloud].userData,
	);
	const nodes = planned.map(({ node }, index): NodeDesign => {
		const { text = "", bytes = 0 } = userData[index] ?? {};
		return { ...node, userData: text, userDataBytes: bytes };
	});
	return {
		nodes,
		vips,
		preemption: vrrp.mode === "nopreempt" ? "nopreempt" : "preempt",
		timing,
		service: { name: service.name, port: service.port },
		securityRules: nodeSecurityRules({
			cloud: props.cloud,
			nodeAddresses: addresses,
			port: service.port,
			clientCidrs: props.clientCidrs,
			sshCidrs: props.sshCidrs,
		}),
		predictedOutages: predictOutages(
			timing,
			nodes[1]?.priority ?? timing.highestPriority,
			outageSurroundings(props, vips),
		),
	};
}
