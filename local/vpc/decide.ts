import type { VpcCommand } from "./commands";
import type { DecisionContext } from "./decisions/context";
import { allocateEip, associateEip, disassociateEip } from "./decisions/eips";
import {
	announceHaVip,
	attachHaVip,
	createHaVip,
	detachHaVip,
} from "./decisions/havips";
import { createInstance } from "./decisions/instances";
import { createAccessKey, createRole } from "./decisions/keys";
import { createNatGateway } from "./decisions/nat-gateways";
import {
	createRouteTable,
	createSubnet,
	createVpc,
} from "./decisions/networks";
import {
	createRoute,
	deleteRoute,
	replaceRoute,
	settleRoute,
	switchRoute,
} from "./decisions/routes";
import {
	createSecurityGroup,
	replaceSecurityRules,
} from "./decisions/security-groups";
import type { VpcState } from "./entities";
import type { VpcChange, VpcEvent } from "./events";

/**
 * What a command makes happen. Pure: time and ids are handed in.
 *
 * @returns in their order; none when there is nothing to do
 * @throws VpcError when the cloud would refuse the command
 */
export function decide(
	state: VpcState,
	command: VpcCommand,
	context: DecisionContext,
): readonly VpcEvent[] {
	return changesOf(state, command, context).map((change) => ({
		at: context.now,
		...change,
	}));
}

function changesOf(
	state: VpcState,
	command: VpcCommand,
	context: DecisionContext,
): readonly VpcChange[] {
	switch (command.type) {
		case "create-vpc":
			return createVpc(state, command, context);
		case "create-subnet":
			return createSubnet(state, command, context);
		case "create-route-table":
			return createRouteTable(state, command, context);
		case "create-security-group":
			return createSecurityGroup(state, command, context);
		case "replace-security-rules":
			return replaceSecurityRules(state, command);
		case "create-instance":
			return createInstance(state, command, context);
		case "create-route":
			return createRoute(state, command, context);
		case "replace-route":
			return replaceRoute(state, command);
		case "delete-route":
			return deleteRoute(state, command);
		case "enable-route":
		case "disable-route":
			return switchRoute(state, command);
		case "settle-route":
			return settleRoute(state, command);
		case "create-havip":
			return createHaVip(state, command, context);
		case "attach-havip":
			return attachHaVip(state, command);
		case "detach-havip":
			return detachHaVip(state, command);
		case "announce-havip":
			return announceHaVip(state, command, context);
		case "allocate-eip":
			return allocateEip(state, command, context);
		case "associate-eip":
			return associateEip(state, command);
		case "disassociate-eip":
			return disassociateEip(state, command);
		case "create-nat-gateway":
			return createNatGateway(state, command, context);
		case "create-role":
			return createRole(state, command);
		case "create-access-key":
			return createAccessKey(state, command);
	}
}
