import { Ipv4Cidr } from "../../base/ipv4";
import { carriesPackets } from "../vpc/carries-packets";
import type { NatGateway, VpcState } from "../vpc/entities";
import { portOf } from "../vpc/select";
import { type FabricPlan, ROUTER } from "./fabric-plan";

/** A machine on the switch as the cloud knows it. */
export interface PlacedMachine {
	readonly name: string;
	/** Its port of the switch. */
	readonly port: string;
	readonly mac: string;
	readonly address: string;
	/** Absent when the cloud has no instance of that name: then the machine has its address and no more. */
	readonly instance?: {
		readonly id: string;
		readonly vpcId: string;
		readonly securityGroupIds: readonly string[];
	};
}

/** A route that packets follow. */
export interface PlacedRoute {
	/** In CIDR notation. */
	readonly destination: string;
	readonly machine: PlacedMachine;
}

/** What of a cloud's state has a place on the fabric; the rest (an instance without a machine) has no packets. */
export interface Placement {
	readonly machines: readonly PlacedMachine[];
	readonly routes: readonly PlacedRoute[];
	/** The NAT gateways of the VPCs that are on the fabric. */
	readonly natGateways: readonly NatGateway[];
}

/** Finds the cloud's things on the fabric: an instance is the machine of its name. */
export function place(state: VpcState, fabric: FabricPlan): Placement {
	const machines = fabric.ports
		.filter(({ machine }) => machine !== ROUTER)
		.map((cable): PlacedMachine => {
			const own = ownOf(state, cable.machine);
			const [address = ""] = cable.address.split("/");
			return own
				? { name: cable.machine, port: cable.port, ...own }
				: { name: cable.machine, port: cable.port, mac: cable.mac, address };
		});
	const vpcIds = new Set(machines.map(({ instance }) => instance?.vpcId));
	return {
		machines,
		routes: routesOf(state, machines, vpcIds),
		natGateways: byId(state.natGateways).filter(({ vpcId }) =>
			vpcIds.has(vpcId),
		),
	};
}

/** The things of a record in the order of their ids: the same state must give the same text. */
export function byId<T>(record: Readonly<Record<string, T>>): readonly T[] {
	return Object.keys(record)
		.sort()
		.flatMap((id) => record[id] ?? []);
}

/** Networks without those that lie in another one of them: a packet filter's sets refuse overlaps. */
export function withoutNested(cidrs: readonly string[]): readonly string[] {
	const networks = [...new Set(cidrs)].map((text) => Ipv4Cidr.parse(text));
	return networks
		.filter(
			(network) =>
				!networks.some(
					(other) => other !== network && other.containsNetwork(network),
				),
		)
		.map(String);
}

function ownOf(
	state: VpcState,
	name: string,
): Omit<PlacedMachine, "name" | "port"> | undefined {
	const instance = byId(state.instances).find((found) => found.name === name);
	const port = instance && portOf(state, instance.id);
	if (!port) {
		return undefined;
	}
	const { mac, address, securityGroupIds } = port;
	const { id, vpcId } = instance;
	return { mac, address, instance: { id, vpcId, securityGroupIds } };
}

function routesOf(
	state: VpcState,
	machines: readonly PlacedMachine[],
	vpcIds: ReadonlySet<string | undefined>,
): readonly PlacedRoute[] {
	const mainTables = new Set(
		byId(state.routeTables)
			.filter(({ main, vpcId }) => main && vpcIds.has(vpcId))
			.map(({ id }) => id),
	);
	return byId(state.routes).flatMap((route) => {
		const { destination, nextHop, routeTableId } = route;
		if (!mainTables.has(routeTableId) || !carriesPackets(route)) {
			return [];
		}
		// A NAT gateway serves its subnets without a route's help.
		if (nextHop.kind === "nat") {
			return [];
		}
		const machine = machines.find(
			({ instance }) => instance?.id === nextHop.instanceId,
		);
		return machine ? [{ destination, machine }] : [];
	});
}
