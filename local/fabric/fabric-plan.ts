import { createHash } from "node:crypto";
import { cloudAddresses } from "../../design/cloud-addresses";
import type { LocalPlan } from "../../plan/lab-plan";

/** Name of the machine that routes between the subnets. */
export const ROUTER = "router";

/** Name of the network namespace in which the cloud's services listen. */
export const CLOUD = "cloud";

/** The router's interface towards the internet. */
export const INTERNET_INTERFACE = "internet";

/**
 * The two ends of the cable between router and services. They are link-local, as the services' own addresses, and none of
 * those: they only resolve each other.
 */
const CLOUD_LINK = { router: "169.254.254.1", cloud: "169.254.254.2" } as const;

/** A subnet made real: a bridge of the switch. */
export interface BridgePlan {
	readonly name: string;
	readonly subnet: "public" | "private";
	readonly cidr: string;
	/** The router's address in the subnet. */
	readonly gateway: string;
}

/** A cable from a machine's interface to a port of the switch. */
export interface PortPlan {
	readonly machine: string;
	/** Interface at the machine's end. */
	readonly interface: string;
	/** Interface at the switch's end. */
	readonly port: string;
	readonly bridge: string;
	readonly mac: string;
	/** Address with prefix length. */
	readonly address: string;
}

/** A cable from the router to somebody outside the VPC; each end knows only the other's address. */
export interface LinkPlan {
	/** Machine at the far end, or {@link CLOUD}. */
	readonly machine: string;
	/** Interface at the far end. */
	readonly interface: string;
	readonly mac: string;
	readonly address: string;
	/** What else the far end answers at. */
	readonly services: readonly string[];
	/** The router's end. */
	readonly router: {
		readonly interface: string;
		readonly mac: string;
		readonly address: string;
	};
	/** What the router sends this way besides the far end's address, in CIDR notation. */
	readonly networks: readonly string[];
}

/** A machine with a network of its own. Nodes configure theirs by themselves; the fabric does it for the others. */
export interface MachinePlan {
	readonly name: string;
	readonly kind: "node" | "router" | "host";
	/** Default route; the router has none. */
	readonly gateway?: string;
}

/** The network of a lab on one machine, completely decided. */
export interface FabricPlan {
	readonly bridges: readonly BridgePlan[];
	readonly machines: readonly MachinePlan[];
	readonly ports: readonly PortPlan[];
	/** What the router reaches without the switch. */
	readonly links: readonly LinkPlan[];
}

/** Decides the local network of a lab. Pure: the same plan gives the same network. */
export function fabricPlan(plan: LocalPlan): FabricPlan {
	const { internet } = plan;
	const { metadata, api } = cloudAddresses(plan.cloud, plan.region);
	const subnets = [plan.network.publicSubnet, plan.network.privateSubnet];
	const bridges = subnets.map(({ name, cidr, gateway }) => ({
		name: bridgeName(name),
		subnet: name,
		cidr,
		gateway,
	}));
	const routerPorts = subnets.map((subnet) =>
		port(ROUTER, subnet.name, subnet, subnet.gateway),
	);
	const hosts = [plan.bastion, plan.client, plan.neighbour].map((host) => {
		const subnet =
			host.subnet === "public"
				? plan.network.publicSubnet
				: plan.network.privateSubnet;
		return {
			machine: {
				name: host.name,
				kind: "host" as const,
				gateway: subnet.gateway,
			},
			port: port(host.name, "eth0", subnet, host.address),
		};
	});
	const nodes = plan.pair.nodes.map((node) => ({
		machine: {
			name: node.name,
			kind: "node" as const,
			gateway: plan.network.privateSubnet.gateway,
		},
		port: port(node.name, "eth0", plan.network.privateSubnet, node.address),
	}));
	return {
		bridges,
		machines: [
			{ name: ROUTER, kind: "router" },
			...hosts.map(({ machine }) => machine),
			internetHost(internet),
			...nodes.map(({ machine }) => machine),
		],
		ports: [
			...routerPorts,
			...hosts.map((host) => host.port),
			...nodes.map((node) => node.port),
		],
		links: [cloudLink([metadata.address, api.address]), internetLink(internet)],
	};
}

/** The port of a node: nodes have one each. */
export function portPlanOf(fabric: FabricPlan, machine: string): PortPlan {
	const found = fabric.ports.find((candidate) => candidate.machine === machine);
	if (!found) {
		throw new RangeError(`The fabric has no machine ${machine}.`);
	}
	return found;
}

type Internet = LocalPlan["internet"];

function internetHost({ client, gateway }: Internet): MachinePlan {
	return { name: client.name, kind: "host", gateway };
}

function internetLink({ cidr, client, gateway }: Internet): LinkPlan {
	return {
		machine: client.name,
		interface: "eth0",
		mac: macOf(client.address),
		address: client.address,
		services: [],
		router: {
			interface: INTERNET_INTERFACE,
			mac: macOf(gateway),
			address: gateway,
		},
		// Also the lab's own public addresses: who calls one from inside the VPC goes out and comes in again, as in a cloud.
		networks: [cidr],
	};
}

function cloudLink(services: readonly string[]): LinkPlan {
	return {
		machine: CLOUD,
		interface: "eth0",
		mac: macOf(CLOUD_LINK.cloud),
		address: CLOUD_LINK.cloud,
		services,
		router: {
			interface: CLOUD,
			mac: macOf(CLOUD_LINK.router),
			address: CLOUD_LINK.router,
		},
		networks: services.map((address) => `${address}/32`),
	};
}

function port(
	machine: string,
	interfaceName: string,
	subnet: { readonly name: string; readonly prefixLength: number },
	address: string,
): PortPlan {
	const suffix = machine === ROUTER ? `${machine}-${subnet.name}` : machine;
	return {
		machine,
		interface: interfaceName,
		port: switchPortName(suffix),
		bridge: bridgeName(subnet.name),
		mac: macOf(address),
		address: `${address}/${subnet.prefixLength}`,
	};
}

function bridgeName(subnet: string): string {
	return `br-${subnet}`;
}

/** An interface's name has 15 characters at most. */
function switchPortName(machine: string): string {
	const name = `v-${machine}`;
	if (name.length <= 15) {
		return name;
	}
	const hash = createHash("sha256").update(machine).digest("hex");
	return `v-${machine.slice(0, 7)}-${hash.slice(0, 5)}`;
}

/** A locally administered address that tells whose it is: 52:54 and the four bytes of the IPv4 address. */
function macOf(address: string): string {
	const bytes = address.split(".").map(Number);
	return [0x52, 0x54, ...bytes]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join(":");
}
