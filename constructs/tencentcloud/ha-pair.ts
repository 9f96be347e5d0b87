import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PlacementGroup } from "../../.gen/providers/tencentcloud/placement-group";
import type { HaPairDesign } from "../../design/ha-pair-design";
import type { IHaNetwork } from "../ha-network";
import type { IHaNode, IHaPair } from "../ha-pair";
import type { IKeyPair } from "../key-pair";
import type { INexthopRole } from "../nexthop-role";
import type { ISecurityGroup } from "../security-group";
import { checkOneOf, propError } from "../support/checks";
import {
	type DesignedPairProps,
	designInNetwork,
	hasRouteVips,
	type UndesignedPairProps,
} from "../support/pair-design";
import { idReference } from "../support/reference";
import { checkName } from "./checks";
import {
	createInstance,
	DEFAULT_SSH_USER,
	type MachineProps,
	resolveImage,
} from "./machine";
import { TencentNexthopRole } from "./nexthop-role";
import { TencentSecurityGroup } from "./security-group";
import { checkTags } from "./tags";

const PLACEMENTS = ["HOST", "SW", "RACK"];

/** Where and as what the nodes of a {@link TencentHaPair} run. */
export interface TencentHaPairBaseProps extends MachineProps {
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
	 * What no two nodes share: `HOST`, a `RACK` or a switch (`SW`). The stricter, the likelier that the zone is sold out.
	 *
	 * @default "HOST"
	 */
	readonly placement?: string;
	/**
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/** Props of {@link TencentHaPair}: what the pair is to be, without what the network knows already, and where its nodes run. */
export interface TencentHaPairProps
	extends UndesignedPairProps,
		TencentHaPairBaseProps {}

/** Props of {@link TencentHaPair} with a pair that is designed already. */
export interface TencentDesignedHaPairProps
	extends DesignedPairProps,
		TencentHaPairBaseProps {}

/**
 * Two nodes or more with fixed addresses on different hosts, with the user data of the pair's design. They boot when
 * the network's way out is ready, since they install packages then.
 *
 * With route VIPs the nodes move the routes of the private subnet's route table, with the credentials of a role. The
 * routes themselves are another construct's.
 *
 * A running node stays as it is when its user data changes; every plan then warns that it runs with older user data. It is
 * replaced by `terraform apply -replace=<address of its instance>`, with what hangs on it, in an apply of the whole stack:
 * `-target` would leave that out. One node at a time, the backup first, each drained before (`halab-drain`). Nodes that are to
 * disagree about the list of nodes, a VRID or the advertisement interval are replaced all in one apply.
 */
export class TencentHaPair extends Construct implements IHaPair {
	readonly pairName: string;
	readonly network: IHaNetwork;
	readonly design: HaPairDesign;
	readonly nodes: readonly IHaNode[];
	readonly securityGroup: ISecurityGroup;
	readonly sshUser: string;
	/** What must exist before the nodes' addresses can be next hops: the nodes. */
	readonly nodesReady: readonly ITerraformDependable[];

	constructor(
		scope: Construct,
		id: string,
		props: TencentHaPairProps | TencentDesignedHaPairProps,
	) {
		super(scope, id);
		const { network } = props;
		const tags = checkTags(this, props.tags);
		const role = this.nexthopRole(props, tags);
		const design = designInNetwork(
			this,
			"tencentcloud",
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
		const securityGroup =
			props.securityGroup ??
			new TencentSecurityGroup(this, "SecurityGroup", {
				name: `${props.name}-nodes`,
				rules: design.securityRules,
				tags,
			});
		const placementGroup = new PlacementGroup(this, "PlacementGroup", {
			name: checkName(this, "name", `${props.name}-nodes`),
			type: checkOneOf(
				this,
				"placement",
				props.placement ?? "HOST",
				PLACEMENTS,
			),
			tags,
		});
		const image = resolveImage(this, props);

		this.pairName = props.name;
		this.network = network;
		this.design = design;
		this.securityGroup = securityGroup;
		this.sshUser = props.sshUser ?? DEFAULT_SSH_USER;
		const instances = design.nodes.map((node) => {
			const instance = createInstance(this, node.name, image, props, {
				name: `${props.name}-${node.name}`,
				hostname: node.name,
				address: node.address,
				vpcId: network.vpcId,
				subnet: network.privateSubnet,
				keyPair: props.keyPair,
				securityGroup,
				placementGroupId: placementGroup.id,
				userData: node.userData,
				...(role !== undefined && { roleName: role.roleName }),
				dependsOn: [...network.egressReady, ...(role?.policyReady ?? [])],
				tags,
			});
			return { node, instance };
		});
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
		props: TencentHaPairProps | TencentDesignedHaPairProps,
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
				'does not say its routeTableId; with Vip.route the nodes must know the route table whose routes they move, e.g. TencentNetwork.fromIds(…, { …, routeTableId: "rtb-…" })',
			);
		}
		return (
			props.nexthopRole ??
			new TencentNexthopRole(this, "NexthopRole", {
				name: props.name,
				network: props.network,
				tags,
			})
		);
	}
}
