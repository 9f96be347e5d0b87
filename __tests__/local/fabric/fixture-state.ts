import type { SecurityRule } from "../../../design/security-rule";
import { type FabricPlan, portPlanOf } from "../../../local/fabric/fabric-plan";
import type { HaVip, Route, VpcState } from "../../../local/vpc/entities";
import type { LocalPlan } from "../../../plan/lab-plan";

const VPC = "vpc-1";

export function rule(
	direction: SecurityRule["direction"],
	protocol: SecurityRule["protocol"],
	cidr: string,
	ports?: { readonly from: number; readonly to: number },
): SecurityRule {
	const what = { direction, protocol, cidr, reason: "a test" };
	return ports ? { ...what, ports } : what;
}

/** A route of the main table to a machine. */
export function route(destination: string, machine: string): Route {
	return {
		id: `rtb-1 ${destination}`,
		number: 1,
		routeTableId: "rtb-1",
		destination,
		nextHop: { kind: "instance", instanceId: `ins-${machine}` },
		status: "available",
		createdAt: 0,
	};
}

export function haVip(address: string, machines: readonly string[]): HaVip {
	return {
		id: `havip-${address}`,
		name: "vip",
		subnetId: "subnet-private",
		address,
		attachedInstanceIds: machines.map((machine) => `ins-${machine}`),
	};
}

/** The things by id, as a state holds them. */
export function record<T extends { readonly id: string }>(
	...things: readonly T[]
): Readonly<Record<string, T>> {
	return Object.fromEntries(things.map((thing) => [thing.id, thing]));
}

export interface StateOptions
	extends Partial<Pick<VpcState, "routes" | "haVips" | "eips">> {
	readonly multicast?: boolean;
	/** Rules of the nodes' group. */
	readonly nodeRules?: readonly SecurityRule[];
	/** Whether the private subnet has its NAT gateway; true by default. */
	readonly nat?: boolean;
}

/**
 * A lab's VPC: the nodes with one security group, bastion and client without one, a NAT gateway for the private subnet.
 */
export function fixtureState(
	plan: LocalPlan,
	fabric: FabricPlan,
	options: StateOptions = {},
): VpcState {
	const { publicSubnet, privateSubnet, vpcCidr } = plan.network;
	const nodes = plan.pair.nodes.map(({ name }) => name);
	const machines = [plan.bastion.name, plan.client.name, ...nodes];
	const nat = options.nat ?? true;
	return {
		cloud: plan.cloud,
		region: plan.region,
		accountId: "1",
		secret: "",
		vpcs: record({
			id: VPC,
			name: "vpc",
			cidr: vpcCidr,
			multicast: options.multicast ?? false,
		}),
		subnets: record(
			...[publicSubnet, privateSubnet].map(({ name, cidr, gateway }) => ({
				id: `subnet-${name}`,
				vpcId: VPC,
				name,
				cidr,
				zone: "a",
				gateway,
			})),
		),
		routeTables: record({
			id: "rtb-1",
			vpcId: VPC,
			name: "main",
			main: true,
		}),
		routes: options.routes ?? {},
		securityGroups: record({
			id: "sg-nodes",
			vpcId: VPC,
			name: "nodes",
			rules: options.nodeRules ?? [
				rule("ingress", "all", "0.0.0.0/0"),
				rule("egress", "all", "0.0.0.0/0"),
			],
		}),
		instances: record(
			...machines.map((name) => ({
				id: `ins-${name}`,
				name,
				vpcId: VPC,
				zone: "a",
			})),
		),
		ports: record(
			...machines.map((name) => {
				const { mac, address, bridge } = portPlanOf(fabric, name);
				return {
					id: `eni-${name}`,
					instanceId: `ins-${name}`,
					subnetId: bridge.replace(/^br-/, "subnet-"),
					address: address.replace(/\/.*/, ""),
					mac,
					securityGroupIds: nodes.includes(name) ? ["sg-nodes"] : [],
				};
			}),
		),
		haVips: options.haVips ?? {},
		eips: {
			...(nat
				? record({
						id: "eip-nat",
						name: "nat",
						address: plan.internet.eips.nat,
						target: { kind: "nat" as const, id: "nat-1" },
					})
				: {}),
			...options.eips,
		},
		natGateways: record({
			id: "nat-1",
			name: "nat",
			vpcId: VPC,
			subnetIds: ["subnet-private"],
		}),
		roles: {},
		accessKeys: {},
		nextRouteNumber: 1,
	};
}
