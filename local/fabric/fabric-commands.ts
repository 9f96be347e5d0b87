import type { FabricPlan, MachinePlan, PortPlan } from "./fabric-plan";

/** What is done in one network namespace: kernel settings, then lines for `ip -batch`. */
export interface NamespaceCommands {
	/** `switch` is the capsule's own namespace. */
	readonly namespace: string;
	/** Path below /proc/sys → value. Settings that the kernel does not have are left out. */
	readonly settings: Readonly<Record<string, string>>;
	readonly ip: readonly string[];
}

/**
 * Settings of the switch. Bridged packets must not meet the switch's own packet filter by surprise
 * (`br_netfilter` switches that on in every fresh namespace), and the switch has no addresses.
 */
const SWITCH_SETTINGS: NamespaceCommands["settings"] = {
	"net/bridge/bridge-nf-call-iptables": "0",
	"net/bridge/bridge-nf-call-ip6tables": "0",
	"net/bridge/bridge-nf-call-arptables": "0",
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

/** Settings of the router: it forwards, answers ARP only for the address of the asking subnet and sends no redirects. */
const ROUTER_SETTINGS: NamespaceCommands["settings"] = {
	...HOST_SETTINGS,
	"net/ipv4/ip_forward": "1",
	"net/ipv4/conf/all/arp_ignore": "1",
	"net/ipv4/conf/all/arp_announce": "2",
	"net/ipv4/conf/all/rp_filter": "0",
	"net/ipv4/conf/default/rp_filter": "0",
	"net/ipv4/conf/all/send_redirects": "0",
	"net/ipv4/conf/default/send_redirects": "0",
};

/**
 * The commands that make a fabric, namespace by namespace. Nodes are left out: a node's cable is plugged in when it is
 * powered on, and the node configures its end itself.
 */
export function fabricCommands(
	fabric: FabricPlan,
): readonly NamespaceCommands[] {
	const machines = fabric.machines.filter(({ kind }) => kind !== "node");
	const bridges = fabric.bridges.flatMap(({ name }) => [
		`link add ${name} type bridge forward_delay 0 mcast_snooping 0`,
		`link set ${name} up`,
	]);
	const plugs = machines
		.flatMap((machine) => portsOf(fabric, machine))
		.map(({ port, bridge }) => `link set ${port} master ${bridge} up`);
	return [
		...machines.map((machine) => machineCommands(fabric, machine)),
		{
			namespace: "switch",
			settings: SWITCH_SETTINGS,
			ip: ["link set lo up", ...bridges, ...plugs],
		},
	];
}

/** The text that `files/fabric.sh` reads. */
export function renderCommands(commands: readonly NamespaceCommands[]): string {
	return commands
		.flatMap(({ namespace, settings, ip }) => [
			`@${namespace}`,
			...Object.entries(settings).map(
				([path, value]) => `sysctl ${path} ${value}`,
			),
			...ip,
		])
		.map((line) => `${line}\n`)
		.join("");
}

function machineCommands(
	fabric: FabricPlan,
	machine: MachinePlan,
): NamespaceCommands {
	return {
		namespace: machine.name,
		settings: machine.kind === "router" ? ROUTER_SETTINGS : HOST_SETTINGS,
		ip: [
			"link set lo up",
			...portsOf(fabric, machine).flatMap((port) => [
				// The switch is the namespace of PID 1.
				`link add ${port.interface} address ${port.mac} type veth peer name ${port.port} netns 1`,
				`addr add ${port.address} dev ${port.interface}`,
				`link set ${port.interface} up`,
			]),
			...(machine.gateway ? [`route add default via ${machine.gateway}`] : []),
		],
	};
}

function portsOf(
	fabric: FabricPlan,
	machine: MachinePlan,
): readonly PortPlan[] {
	return fabric.ports.filter((port) => port.machine === machine.name);
}
