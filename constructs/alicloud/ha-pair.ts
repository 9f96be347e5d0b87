import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EcsDeploymentSet } from "../../.gen/providers/alicloud/ecs-deployment-set";
import { EcsRamRoleAttachment } from "../../.gen/providers/alicloud/ecs-ram-role-attachment";
import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";
import type { HaPairDesign } from "../../design/ha-pair-design";
import type { IHaNetwork } from "../ha-network";
import type { IHaNode, IHaPair } from "../ha-pair";
import type { IKeyPair } from "../key-pair";
import type { INexthopRole } from "../nexthop-role";
import type { ISecurityGroup } from "../security-group";
import { propError } from "../support/checks";
import {
	type DesignedPairProps,
	designInNetwork,
	hasRouteVips,
	type UndesignedPairProps,
} from "../support/pair-design";
import { idReference } from "../support/reference";
import { checkAddress, checkName } from "./checks";
import {
	createInstance,
	DEFAULT_SSH_USER,
	type MachineProps,
	resolveImage,
} from "./machine";
import { AlicloudNexthopRole } from "./nexthop-role";
import { AlicloudSecurityGroup } from "./security-group";
import { checkTags } from "./tags";

/** A deployment set holds that many machines of one zone (ECS document "Deployment sets"). */
const MAX_NODES_IN_DEPLOYMENT_SET = 20;

/** Where and as what the nodes of a {@link AlicloudHaPair} run. */
export interface AlicloudHaPairBaseProps extends MachineProps {
	/** Prefix of the names of the pair's resources, e.g. `halab` for `halab-node-1`. */
	readonly name: string;
	/** The nodes are in its private subnet. */
	readonly network: IHaNetwork;
	/** The key that may log in. */
	readonly keyPair: IKeyPair;
	/**
	 * Security group of the nodes. One that you bring lets everything pass between the nodes: no group knows VRRP's
	 * protocol 112.
	 *
	 * @default - a group with the rules of the pair's design
	 */
	readonly securityGroup?: ISecurityGroup;
	/**
	 * The role with which the nodes move the routes of route VIPs.
	 *
	 * @default - with route VIPs, a role that may do no more than that
	 */
	readonly nexthopRole?: INexthopRole;
	/**
	 * Whether no two nodes share a host. That makes it likelier that the zone is sold out, and not every family of
	 * instance types can (`DescribeDeploymentSetSupportedInstanceTypeFamily`).
	 *
	 * @default true
	 */
	readonly isSpread?: boolean;
	/**
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/** Props of {@link AlicloudHaPair}: what the pair is to be, without what the network knows already, and where its nodes run. */
export interface AlicloudHaPairProps
	extends UndesignedPairProps,
		AlicloudHaPairBaseProps {}

/** Props of {@link AlicloudHaPair} with a pair that is designed already. */
export interface AlicloudDesignedHaPairProps
	extends DesignedPairProps,
		AlicloudHaPairBaseProps {}

/**
 * Two nodes or more with fixed addresses on different hosts, with the user data of the pair's design. They boot when
 * the network's way out is ready, since they install packages then.
 *
 * With route VIPs the nodes move the routes of the private vSwitch's route table, with the credentials of a role. The
 * routes themselves are another construct's.
 *
 * A running node stays as it is when its user data changes; every plan then warns that it runs with older user data. It is
 * replaced by `terraform apply -replace=<address of its instance>`, with what hangs on it, in an apply of the whole stack:
 * `-target` would leave that out. One node at a time, the backup first, each drained before (`halab-drain`), since the cloud deletes no next hop. Nodes that are to
 * disagree about the list of nodes, a VRID or the advertisement interval are replaced all in one apply.
 */
export class AlicloudHaPair extends Construct implements IHaPair {
	readonly pairName: string;
	readonly network: IHaNetwork;
	readonly design: HaPairDesign;
	readonly nodes: readonly IHaNode[];
	readonly securityGroup: ISecurityGroup;
	readonly sshUser: string;
	/** What must exist before the nodes can be next hops: the nodes. */
	readonly nodesReady: readonly ITerraformDependable[];

	constructor(
		scope: Construct,
		id: string,
		props: AlicloudHaPairProps | AlicloudDesignedHaPairProps,
	) {
		super(scope, id);
		const { network } = props;
		const tags = checkTags(this, props.tags);
		const role = this.nexthopRole(props, tags);
		const design = designInNetwork(
			this,
			"alicloud",
			network,
			props,
			role === undefined || network.routeTableId === undefined
				? undefined
				: {
						vpcId: network.vpcId,
						routeTableId: network.routeTableId,
						roleName: role.roleName,
					},
		);
		this.checkAddresses(design, network);
		const securityGroup =
			props.securityGroup ??
			new AlicloudSecurityGroup(this, "SecurityGroup", {
				name: `${props.name}-nodes`,
				vpcId: network.vpcId,
				rules: design.securityRules,
				// The rules say so too, but not in the cloud's own words for VRRP.
				isOpenInside: true,
				tags,
			});
		const deploymentSet = this.deploymentSet(props, design);
		const image = resolveImage(this, props);

		this.pairName = props.name;
		this.network = network;
		this.design = design;
		this.securityGroup = securityGroup;
		this.sshUser = props.sshUser ?? DEFAULT_SSH_USER;
		const instances = design.nodes.map((node) => ({
			node,
			instance: createInstance(this, node.name, image, props, {
				name: `${props.name}-${node.name}`,
				hostname: node.name,
				address: node.address,
				subnet: network.privateSubnet,
				keyPair: props.keyPair,
				securityGroup,
				userData: node.userData,
				...(deploymentSet !== undefined && {
					deploymentSetId: deploymentSet.id,
				}),
				dependsOn: [...network.egressReady, ...(role?.policyReady ?? [])],
				tags,
			}),
		}));
		if (role !== undefined) {
			for (const { node, instance } of instances) {
				new EcsRamRoleAttachment(this, `${node.name}-role`, {
					instanceId: instance.id,
					ramRoleName: role.roleName,
				});
			}
		}
		this.nodesReady = instances.map(({ instance }) => instance);
		this.nodes = instances.map(
			({ node, instance }): IHaNode => ({
				name: node.name,
				instanceId: instance.id,
				instanceIdReference: idReference(instance),
				address: node.address,
			}),
		);
	}

	/** The role that route VIPs need; none without. */
	private nexthopRole(
		props: AlicloudHaPairProps | AlicloudDesignedHaPairProps,
		tags: Readonly<Record<string, string>>,
	): INexthopRole | undefined {
		if (!hasRouteVips(props)) {
			if (props.nexthopRole !== undefined) {
				throw propError(
					this,
					"nexthopRole",
					"is given, but no address of the pair is a Vip.route, so that the nodes have no route to move",
				);
			}
			return undefined;
		}
		if (props.network.routeTableId === undefined) {
			throw propError(
				this,
				"network",
				'does not say its routeTableId; with Vip.route the nodes must know the route table whose routes they move, e.g. AlicloudNetwork.fromIds(…, { …, routeTableId: "vtb-…" })',
			);
		}
		return (
			props.nexthopRole ??
			new AlicloudNexthopRole(this, "NexthopRole", {
				name: props.name,
				network: props.network,
				tags,
			})
		);
	}

	/** The cloud refuses the addresses that it keeps for itself, and routes to a /32 in any vSwitch. */
	private checkAddresses(
		{ nodes, vips }: HaPairDesign,
		{ privateSubnet, publicSubnet }: IHaNetwork,
	): void {
		nodes.forEach(({ address }, index) => {
			checkAddress(
				this,
				`nodes[${index}].address`,
				address,
				privateSubnet.cidr,
			);
		});
		vips.forEach(({ kind, address }, index) => {
			const prop = `vips[${index}].address`;
			if (kind === "havip") {
				checkAddress(this, prop, address, privateSubnet.cidr);
			} else if (
				Ipv4Cidr.parse(publicSubnet.cidr).contains(Ipv4Address.parse(address))
			) {
				throw propError(
					this,
					prop,
					`${address} lies in the vSwitch ${publicSubnet.cidr}, and Alibaba Cloud routes no address of a vSwitch; allowed is an address outside every vSwitch, best outside the VPC, e.g. 10.255.34.200`,
				);
			}
		});
	}

	private deploymentSet(
		{ name, isSpread }: AlicloudHaPairBaseProps,
		{ nodes }: HaPairDesign,
	): EcsDeploymentSet | undefined {
		if (isSpread === false) {
			return undefined;
		}
		if (nodes.length > MAX_NODES_IN_DEPLOYMENT_SET) {
			throw propError(
				this,
				"nodes",
				`${nodes.length} given; a deployment set spreads ${MAX_NODES_IN_DEPLOYMENT_SET} machines of a zone at most. Set isSpread: false if they may share hosts`,
			);
		}
		return new EcsDeploymentSet(this, "DeploymentSet", {
			deploymentSetName: checkName(this, "name", `${name}-nodes`),
			strategy: "Availability",
		});
	}
}
