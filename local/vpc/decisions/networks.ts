import { CAPABILITIES } from "../../../design/capabilities";
import type { VpcState } from "../entities";
import { VpcError } from "../errors";
import type { VpcChange } from "../events";
import { subnetsOf } from "../select";
import { type CommandOf, type DecisionContext, idFor } from "./context";
import { findVpc } from "./find";
import { addressOf, cidrOf } from "./network-text";

/** A VPC comes with its main route table. */
export function createVpc(
	state: VpcState,
	{
		id: wanted,
		mainRouteTableId,
		name,
		cidr,
		multicast,
	}: CommandOf<"create-vpc">,
	context: DecisionContext,
): readonly VpcChange[] {
	const id = idFor("vpc", wanted, state.vpcs, context);
	cidrOf(cidr);
	return [
		{ type: "vpc-created", vpc: { id, name, cidr, multicast } },
		{
			type: "route-table-created",
			routeTable: {
				id: idFor("route-table", mainRouteTableId, state.routeTables, context),
				vpcId: id,
				name: "default",
				main: true,
			},
		},
	];
}

export function createSubnet(
	state: VpcState,
	{ id: wanted, vpcId, name, cidr, zone, gateway }: CommandOf<"create-subnet">,
	context: DecisionContext,
): readonly VpcChange[] {
	const id = idFor("subnet", wanted, state.subnets, context);
	const vpc = findVpc(state, vpcId);
	const network = cidrOf(cidr);
	if (!cidrOf(vpc.cidr).containsNetwork(network)) {
		throw new VpcError(
			"invalid-network",
			`The subnet ${cidr} does not lie in its VPC ${vpcId} (${vpc.cidr}).`,
			cidr,
		);
	}
	for (const other of subnetsOf(state, vpcId)) {
		if (cidrOf(other.cidr).overlaps(network)) {
			throw new VpcError(
				"invalid-network",
				`The subnet ${cidr} overlaps the subnet ${other.id} (${other.cidr}) of the same VPC.`,
				cidr,
			);
		}
	}
	if (!network.isUsable(addressOf(gateway))) {
		throw new VpcError(
			"invalid-network",
			`The gateway ${gateway} is not a usable address of the subnet ${cidr}.`,
			gateway,
		);
	}
	checkRoutesElsewhere(state, vpcId, cidr);
	return [
		{
			type: "subnet-created",
			subnet: { id, vpcId, name, cidr, zone, gateway },
		},
	];
}

/** Where the cloud routes nothing inside a subnet, no subnet can be made around what it routes. */
function checkRoutesElsewhere(
	state: VpcState,
	vpcId: string,
	cidr: string,
): void {
	if (CAPABILITIES[state.cloud].routeVipScope !== "outside-subnets") {
		return;
	}
	const network = cidrOf(cidr);
	for (const { id, routeTableId, destination } of Object.values(state.routes)) {
		if (
			state.routeTables[routeTableId]?.vpcId === vpcId &&
			network.containsNetwork(cidrOf(destination))
		) {
			throw new VpcError(
				"invalid-network",
				`The subnet ${cidr} contains the destination ${destination} of the route ${id}.`,
				cidr,
			);
		}
	}
}

export function createRouteTable(
	state: VpcState,
	{ id: wanted, vpcId, name }: CommandOf<"create-route-table">,
	context: DecisionContext,
): readonly VpcChange[] {
	const id = idFor("route-table", wanted, state.routeTables, context);
	findVpc(state, vpcId);
	return [
		{
			type: "route-table-created",
			routeTable: { id, vpcId, name, main: false },
		},
	];
}
