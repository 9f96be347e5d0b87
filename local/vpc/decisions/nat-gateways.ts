import type { VpcState } from "../entities";
import { VpcError } from "../errors";
import type { VpcChange } from "../events";
import { type CommandOf, type DecisionContext, idFor } from "./context";
import { findSubnet, findVpc } from "./find";

export function createNatGateway(
	state: VpcState,
	{ id: wanted, name, vpcId, subnetIds }: CommandOf<"create-nat-gateway">,
	context: DecisionContext,
): readonly VpcChange[] {
	const id = idFor("nat-gateway", wanted, state.natGateways, context);
	findVpc(state, vpcId);
	if (subnetIds.length === 0) {
		throw new VpcError(
			"invalid-network",
			`The NAT gateway ${name} needs at least one subnet of the VPC ${vpcId}.`,
			vpcId,
		);
	}
	const served = new Set(
		Object.values(state.natGateways).flatMap((gateway) => gateway.subnetIds),
	);
	for (const subnetId of subnetIds) {
		const subnet = findSubnet(state, subnetId);
		if (subnet.vpcId !== vpcId) {
			throw new VpcError(
				"not-found",
				`The subnet ${subnetId} is in the VPC ${subnet.vpcId}, not in ${vpcId}.`,
				subnetId,
			);
		}
		if (served.has(subnetId)) {
			throw new VpcError(
				"duplicate",
				`The subnet ${subnetId} has a way out already; it can have one NAT gateway.`,
				subnetId,
			);
		}
		served.add(subnetId);
	}
	return [
		{
			type: "nat-gateway-created",
			natGateway: { id, name, vpcId, subnetIds },
		},
	];
}
