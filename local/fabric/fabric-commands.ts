import {
	CLOUD,
	type FabricPlan,
	type LinkPlan,
	type MachinePlan,
	type PortPlan,
	ROUTER,
} from "./fabric-plan";
import type { FabricRules } from "./fabric-rules";
import { renderTables } from "./table";

/** What is done in one network namespace, in this order. */
export interface NamespaceCommands {
	/** `switch` is the capsule's own namespace. */
	readonly namespace: string;
	/** Text for `nft -f`. */
	readonly nft: string;
	/** Path below /proc/sys → value. Settings that the kernel does not have are left out. */
	readonly settings: Readonly<Record<string, string>>;
	/** Lines for `ip -batch`. */
	readonly ip: readonly string[];
	/** Lines for `bridge -batch`. */
	readonly bridge: readonly string[];
}

/**
 * Settings of the switch. It has no addresses. Bridged IPv4 packets meet the security groups, which stand in the IPv4 filter
 * because the bridge's own filter tracks no connections; that takes the kernel's `br_netfilter`. A connection that a floating
 * address takes along to another node looks out of window there, and is the nodes' business.
 */
const SWITCH_SETTINGS: NamespaceCommands["settings"] = {
	"net/bridge/bridge-nf-call-iptables": "1",
	"net/bridge/bridge-nf-call-ip6tables": "0",
	"net/bridge/bridge-nf-call-arptables": "0",
	"net/netfilter/nf_conntrack_tcp_be_liberal": "1",
	"net/ipv6/conf/all/disable_ipv6": "1",
	"net/ipv6/conf/default/disable_ipv6": "1",
};

/**
 * Settings of a machine on the fabric: a gratuitous ARP is believed at once, also twice within a second and also by
 * whoever did not ask yet, as a cloud's virtual switch does.
 */
const HOST_SETTINGS: NamespaceCommands["settings"] = {
	"net/ipv6/conf/all/disable_ipv6": "1",
	"net/ipv6/conf/default/disable_ipv6": "1",
	"net/ipv4/conf/all/arp_accept": "1",
	"net/ipv4/conf/default/arp_accept": "1",
	"net/ipv4/conf/all/arp_notify": "1",
	"net/ipv4/neigh/default/locktime": "0",
};

/** Settings of whoever forwards. Packets may leave by the interface by which they came; nobody is told a shorter way. */
const FORWARDING_SETTINGS: NamespaceCommands["settings"] = {
	...HOST_SETTINGS,
	"net/ipv4/ip_forward": "1",
	"net/ipv4/conf/all/rp_filter": "0",
	"net/ipv4/conf/default/rp_filter": "0",
	"net/ipv4/conf/all/send_redirects": "0",
	"net/ipv4/conf/default/send_redirects": "0",
};

/** Settings of the router: it answers ARP only for the address of the asking subnet. */
const ROUTER_SETTINGS: NamespaceCommands["settings"] = {
	...FORWARDING_SETTINGS,
	"net/ipv4/conf/all/arp_ignore": "1",
	"net/ipv4/conf/all/arp_announce": "2",
};

/**
 * The commands that make a fabric, namespace by namespace. Nodes are left out: a node's cable is plugged in when it is
 * powered on, and the node configures its end itself.
 *
 * @param rules in force before the first packet passes
 */
export function fabricCommands(
	fabric: FabricPlan,
	rules?: FabricRules,
): readonly NamespaceCommands[] {
	const machines = fabric.machines.filter(({ kind }) => kind !== "node");
	const bridges = fabric.bridges.flatMap(({ name }) => [
		`link add ${name} type bridge forward_delay 0 mcast_snooping 0`,
		`link set ${name} up`,
	]);
	const plugs = machines
		.flatMap((machine) => portsOf(fabric, machine))
		.map(({ port, bridge }) => `link set ${port} master ${bridge} up`);
	const routerPorts = fabric.ports.filter(({ machine }) => machine === ROUTER);
	return [
		// The router first: it makes both ends of the cables to the others.
		...machines.map((machine) => machineCommands(fabric, machine, rules)),
		...fabric.links
			.filter(({ machine }) => machine === CLOUD)
			.map(cloudCommands),
		{
			namespace: "switch",
			nft: rules ? renderTables(rules.switch) : "",
			settings: SWITCH_SETTINGS,
			ip: [
				"link set lo up",
				...bridges,
				...plugs,
				// Lets the switch answer ARP in the router's name; see FabricRules.proxies.
				...routerPorts.map(
					({ port }) => `link set ${port} type bridge_slave proxy_arp_wifi on`,
				),
				...(rules ? Object.values(rules.proxies) : []).map(
					(proxy) => `neigh replace ${proxy}`,
				),
			],
			// The switch answers only while it knows where the router is: it must not forget.
			bridge: routerPorts.map(
				({ mac, port }) => `fdb replace ${mac} dev ${port} master static`,
			),
		},
	];
}

/** The text that `files/fabric.sh` reads. */
export function renderCommands(commands: readonly NamespaceCommands[]): string {
	return commands
		.flatMap(({ namespace, nft, settings, ip, bridge }) => [
			`@${namespace}`,
			...nft
				.split("\n")
				.filter(Boolean)
				.map((line) => `nft ${line}`),
			...Object.entries(settings).map(
				([path, value]) => `sysctl ${path} ${value}`,
			),
			...ip,
			...bridge.map((line) => `bridge ${line}`),
		])
		.map((line) => `${line}\n`)
		.join("");
}

function machineCommands(
	fabric: FabricPlan,
	machine: MachinePlan,
	rules: FabricRules | undefined,
): NamespaceCommands {
	const isRouter = machine.name === ROUTER;
	const uplink = fabric.links.find((link) => link.machine === machine.name);
	return {
		namespace: machine.name,
		nft: isRouter && rules ? renderTables(rules.router) : "",
		settings: isRouter
			? ROUTER_SETTINGS
			: uplink
				? FORWARDING_SETTINGS
				: HOST_SETTINGS,
		ip: [
			"link set lo up",
			...portsOf(fabric, machine).flatMap((port) => [
				// The switch is the namespace of PID 1.
				`link add ${port.interface} address ${port.mac} type veth peer name ${port.port} netns 1`,
				`addr add ${port.address} dev ${port.interface}`,
				`link set ${port.interface} up`,
			]),
			...(isRouter ? fabric.links.flatMap(linkCommands) : []),
			...(uplink ? farEndCommands(uplink) : []),
			...(machine.gateway ? [`route add default via ${machine.gateway}`] : []),
			...(isRouter && rules ? Object.values(rules.routes) : []).map(
				(route) => `route replace ${route}`,
			),
		],
		bridge: [],
	};
}

/** The router's end of a cable; the far end is made with it. */
function linkCommands(link: LinkPlan): readonly string[] {
	const { router } = link;
	return [
		`link add ${router.interface} address ${router.mac} type veth peer name ${link.interface} address ${link.mac} netns ${link.machine}`,
		`addr add ${router.address}/32 dev ${router.interface}`,
		`link set ${router.interface} up`,
		`route add ${link.address} dev ${router.interface}`,
		...link.networks.map(
			(network) => `route add ${network} via ${link.address}`,
		),
	];
}

function farEndCommands(link: LinkPlan): readonly string[] {
	return [
		`addr add ${link.address}/32 dev ${link.interface}`,
		`link set ${link.interface} up`,
		`route add ${link.router.address} dev ${link.interface}`,
	];
}

function cloudCommands(link: LinkPlan): NamespaceCommands {
	return {
		namespace: link.machine,
		nft: "",
		settings: HOST_SETTINGS,
		ip: [
			"link set lo up",
			...link.services.map((address) => `addr add ${address}/32 dev lo`),
			...farEndCommands(link),
			`route add default via ${link.router.address}`,
		],
		bridge: [],
	};
}

function portsOf(
	fabric: FabricPlan,
	machine: MachinePlan,
): readonly PortPlan[] {
	return fabric.ports.filter((port) => port.machine === machine.name);
}
