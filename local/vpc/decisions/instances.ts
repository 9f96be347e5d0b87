import { defined } from "../../../base/defined";
import type { VpcState } from "../entities";
import { VpcError } from "../errors";
import type { VpcChange } from "../events";
import { type CommandOf, type DecisionContext, idFor } from "./context";
import { find, findSubnet } from "./find";
import { checkFreeAddress } from "./subnet-address";

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;

/** An instance comes with its port. */
export function createInstance(
	state: VpcState,
	command: CommandOf<"create-instance">,
	context: DecisionContext,
): readonly VpcChange[] {
	const { name, subnetId, address, mac, securityGroupIds, roleName } = command;
	const id = idFor("instance", command.id, state.instances, context);
	const subnet = findSubnet(state, subnetId);
	checkFreeAddress(state, subnet, address);
	checkMac(state, mac);
	checkSecurityGroups(state, subnet.vpcId, securityGroupIds);
	if (roleName !== undefined) {
		find(state.roles, roleName, "role");
	}
	if (Object.values(state.instances).some((other) => other.name === name)) {
		throw new VpcError(
			"duplicate",
			`An instance is called ${name} already.`,
			name,
		);
	}
	return [
		{
			type: "instance-created",
			instance: {
				id,
				name,
				vpcId: subnet.vpcId,
				zone: subnet.zone,
				...defined({ roleName }),
			},
			port: {
				id: idFor("port", undefined, state.ports, context),
				instanceId: id,
				subnetId,
				address,
				mac,
				securityGroupIds,
			},
		},
	];
}

function checkMac(state: VpcState, mac: string): void {
	if (!MAC.test(mac)) {
		throw new VpcError(
			"invalid-network",
			`"${mac}" is not a MAC address; write six octets in lower case, e.g. 02:00:0a:22:00:02.`,
			mac,
		);
	}
	const other = Object.values(state.ports).find((port) => port.mac === mac);
	if (other) {
		throw new VpcError(
			"duplicate",
			`The instance ${other.instanceId} has the MAC address ${mac} already.`,
			mac,
		);
	}
}

function checkSecurityGroups(
	state: VpcState,
	vpcId: string,
	ids: readonly string[],
): void {
	for (const [index, id] of ids.entries()) {
		const group = find(state.securityGroups, id, "security group");
		if (group.vpcId !== vpcId) {
			throw new VpcError(
				"not-found",
				`The security group ${id} is of the VPC ${group.vpcId}, not of ${vpcId}.`,
				id,
			);
		}
		if (ids.indexOf(id) !== index) {
			throw new VpcError(
				"duplicate",
				`The security group ${id} is named twice.`,
				id,
			);
		}
	}
}
