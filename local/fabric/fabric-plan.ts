import { createHash } from "node:crypto";
import type { LocalPlan } from "../local-plan";

/** Name of the machine that routes between the subnets. */
export const ROUTER = "router";

/** A subnet made real: a bridge of the switch. */
export interface BridgePlan {
	readonly name: string;
	readonly subnet: "public" | "private";
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
}

/** Decides the local network of a lab. Pure: the same plan gives the same network. */
export function fabricPlan(plan: LocalPlan): FabricPlan {
	const subnets = [plan.network.publicSubnet, plan.network.privateSubnet];
	const bridges = subnets.map(({ name }) => ({
		name: bridgeName(name),
		subnet: name,
	}));
	const routerPorts = subnets.map((subnet) =>
		port(ROUTER, subnet.name, subnet, subnet.gateway),
	);
	const hosts = [plan.bastion, plan.client].map((host) => {
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
			...nodes.map(({ machine }) => machine),
		],
		ports: [
			...routerPorts,
			...hosts.map((host) => host.port),
			...nodes.map((node) => node.port),
		],
	};
}

/** The port of a node: nodes have one each. */
export function portOf(fabric: FabricPlan, machine: string): PortPlan {
	const found = fabric.ports.find((candidate) => candidate.machine === machine);
	if (!found) throw new RangeError(`The fabric has no machine ${machine}.`);
	return found;
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
	if (name.length <= 15) return name;
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
