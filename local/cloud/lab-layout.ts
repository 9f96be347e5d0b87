import { defined } from "../../base/defined";
import { CAPABILITIES } from "../../design/capabilities";
import { nexthopPermissions } from "../../design/nexthop-permissions";
import type { LocalPlan } from "../../plan/lab-plan";
import { type FabricPlan, portPlanOf } from "../fabric/fabric-plan";
import type { VpcCommand } from "../vpc/commands";
import type { AccessKey, Subnet } from "../vpc/entities";
import type { VpcEvent } from "../vpc/events";
import type { VpcService } from "../vpc/service";

type CreatedEvent<Type extends VpcEvent["type"]> = Extract<
	VpcEvent,
	{ type: Type }
>;

/** Carries a command out and gives the event that tells what it made. */
async function make<Type extends VpcEvent["type"]>(
	service: VpcService,
	type: Type,
	command: VpcCommand,
): Promise<CreatedEvent<Type>> {
	const events = await service.execute(command);
	const made = events.find(
		(event): event is CreatedEvent<Type> => event.type === type,
	);
	if (!made) {
		throw new RangeError(`${command.type} gave no ${type}.`);
	}
	return made;
}

/**
 * Makes everything of a lab in an empty local cloud: what the lab's stack makes in a real one.
 *
 * @param nodeKey the key that is handed over to the nodes, where a role gives them none
 */
export async function layOutLab(
	service: VpcService,
	plan: LocalPlan,
	fabric: FabricPlan,
	nodeKey?: Pick<AccessKey, "id" | "secret">,
): Promise<void> {
	const { cloud, name, network, zone, internet, pair } = plan;
	const vpcId = network.vpcId;
	const route = pair.nodes[0]?.facts.route;
	const { routeTable: mainTable } = await make(service, "route-table-created", {
		type: "create-vpc",
		id: vpcId,
		...defined({ mainRouteTableId: route?.routeTableId }),
		name: `${name}-vpc`,
		cidr: network.vpcCidr,
		multicast: network.multicast ?? CAPABILITIES[cloud].multicast,
	});
	const subnetOf = async (
		subnet: LocalPlan["network"]["publicSubnet"],
	): Promise<Subnet> => {
		const command = {
			type: "create-subnet",
			vpcId,
			name: subnet.name,
			cidr: subnet.cidr,
			zone,
			gateway: subnet.gateway,
		} as const;
		return (await make(service, "subnet-created", command)).subnet;
	};
	const subnets = {
		public: await subnetOf(network.publicSubnet),
		private: await subnetOf(network.privateSubnet),
	};

	const group = async (
		groupName: string,
		rules: LocalPlan["pair"]["securityRules"],
	): Promise<string> => {
		const command = {
			type: "create-security-group",
			vpcId,
			name: groupName,
			rules,
		} as const;
		const made = await make(service, "security-group-created", command);
		return made.securityGroup.id;
	};
	const bastionGroup = await group(
		`${name}-bastion`,
		plan.bastion.securityRules,
	);
	const nodeGroup = await group(`${name}-nodes`, pair.securityRules);

	const instance = async (
		machine: { readonly name: string; readonly address: string },
		subnet: keyof typeof subnets,
		securityGroupIds: readonly string[],
		roleName?: string,
	): Promise<string> => {
		const command = {
			type: "create-instance",
			name: machine.name,
			subnetId: subnets[subnet].id,
			address: machine.address,
			mac: portPlanOf(fabric, machine.name).mac,
			securityGroupIds,
			...defined({ roleName }),
		} as const;
		return (await make(service, "instance-created", command)).instance.id;
	};
	const roleName = route?.roleName;
	const permissions = nexthopPermissions(cloud, {
		region: plan.region,
		routeTableId: mainTable.id,
		vpcId,
		accountId: service.state.accountId,
	});
	if (roleName !== undefined) {
		await service.execute({ type: "create-role", name: roleName, permissions });
	}
	if (nodeKey) {
		const user = `${name}-nexthop`;
		await service.execute({
			type: "create-access-key",
			...nodeKey,
			user,
			permissions,
		});
	}
	const bastionId = await instance(plan.bastion, plan.bastion.subnet, [
		bastionGroup,
	]);
	// They are no part of the lab's stack: they stand for whoever uses the service, and nothing holds them back.
	for (const host of [plan.client, plan.neighbour]) {
		await instance(host, host.subnet, []);
	}
	const nodeIds: string[] = [];
	for (const node of pair.nodes) {
		nodeIds.push(await instance(node, "private", [nodeGroup], roleName));
	}

	const eip = async (
		eipName: string,
		address: string,
		target: Extract<VpcCommand, { type: "associate-eip" }>["target"],
	): Promise<void> => {
		const command = { type: "allocate-eip", name: eipName, address } as const;
		const made = await make(service, "eip-allocated", command);
		await service.execute({
			type: "associate-eip",
			eipId: made.eip.id,
			target,
		});
	};
	const nat = await make(service, "nat-gateway-created", {
		type: "create-nat-gateway",
		name: `${name}-nat`,
		vpcId,
		subnetIds: [subnets.private.id],
	});
	await eip(`${name}-nat`, internet.eips.nat, {
		kind: "nat",
		id: nat.natGateway.id,
	});
	await eip(`${name}-bastion`, internet.eips.bastion, {
		kind: "instance",
		id: bastionId,
	});
	const [preferredNodeId] = nodeIds;
	for (const [index, vip] of pair.vips.entries()) {
		if (vip.kind === "route") {
			// Where a route cannot be changed, only deleted and made again, it is the nexthop helper's alone.
			if (!CAPABILITIES[cloud].atomicNextHopChange || !preferredNodeId) {
				continue;
			}
			await service.execute({
				type: "create-route",
				routeTableId: mainTable.id,
				destination: `${vip.address}/32`,
				nextHop: { kind: "instance", instanceId: preferredNodeId },
			});
			continue;
		}
		const vipName = `${name}-vip${index === 0 ? "" : `-${index + 1}`}`;
		const made = await make(service, "havip-created", {
			type: "create-havip",
			name: vipName,
			subnetId: subnets.private.id,
			address: vip.address,
		});
		for (const instanceId of nodeIds) {
			await service.execute({
				type: "attach-havip",
				haVipId: made.haVip.id,
				instanceId,
			});
		}
		const address = internet.eips.vips[index];
		if (address !== undefined) {
			await eip(vipName, address, { kind: "havip", id: made.haVip.id });
		}
	}
}
