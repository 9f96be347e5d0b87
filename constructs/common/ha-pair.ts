import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { defined } from "../../base/defined";
import type { CloudId } from "../../design/clouds";
import type { HaPairDesign } from "../../design/ha-pair-design";
import type { IHaNetwork } from "../ha-network";
import type { IHaNode } from "../ha-node";
import type { IHaPair } from "../ha-pair";
import type { IKeyPair } from "../key-pair";
import type { INexthopRole } from "../nexthop-role";
import type { ISecurityGroup } from "../security-group";
import { checkOneOf } from "./checks";
import { DEFAULT_SSH_USER, type Machine, type MachineSpec } from "./machine";
import { designInNetwork, type PairDesignProps } from "./pair-design";
import { idReference } from "./reference";
import type { CreateSecurityGroup } from "./security-group";
import { checkTags, type Tags } from "./tags";

/** Where and as what the nodes of a pair run, on every cloud. */
export interface HaPairBaseOptions {
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
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
}

/** What no two nodes share. */
export type AntiAffinity = "host" | "none";

/** Whether no two nodes share a host. */
export const wantsOwnHosts = (
	scope: Construct,
	antiAffinity: AntiAffinity = "host",
): boolean =>
	checkOneOf(scope, "antiAffinity", antiAffinity, ["host", "none"]) === "host";

/** How a cloud makes a pair. */
export interface HaPairParts {
	/** The role with which the nodes move the routes of route VIPs; none where they have none. */
	readonly role: (
		pair: Construct,
		tags: Record<string, string>,
	) => INexthopRole | undefined;
	readonly securityGroup: CreateSecurityGroup<Construct>;
	/** Makes what the nodes share, and tells how each of them is made. */
	readonly nodes: (
		pair: Construct,
		design: HaPairDesign,
		tags: Record<string, string>,
	) => (id: string, spec: MachineSpec) => Machine;
}

/** A pair, whatever its cloud. */
export class BaseHaPair extends Construct implements IHaPair {
	readonly pairName: string;
	readonly network: IHaNetwork;
	readonly design: HaPairDesign;
	readonly nodes: readonly IHaNode[];
	readonly securityGroup: ISecurityGroup;
	readonly sshUser: string;
	readonly nexthopRole?: INexthopRole;
	readonly nodesReady: readonly ITerraformDependable[];

	constructor(
		scope: Construct,
		id: string,
		cloud: CloudId,
		props: HaPairBaseOptions & PairDesignProps & { readonly sshUser?: string },
		create: HaPairParts,
	) {
		super(scope, id);
		const { name, network, keyPair } = props;
		const { privateSubnet, vpcId } = network;
		const tags = checkTags(this, cloud, props.tags);
		const role = create.role(this, tags);
		const design = designInNetwork(this, cloud, network, props, role);
		const securityGroup =
			props.securityGroup ??
			create.securityGroup(this, {
				name: `${name}-nodes`,
				vpcId,
				rules: design.securityRules,
				tags,
			});
		const createNode = create.nodes(this, design, tags);
		const machines = design.nodes.map((node) => ({
			node,
			machine: createNode(node.name, {
				...defined({ roleName: role?.roleName }),
				name: `${name}-${node.name}`,
				hostname: node.name,
				address: node.address,
				vpcId,
				subnet: privateSubnet,
				keyPair,
				securityGroup,
				userData: node.userData,
				dependsOn: [...network.egressReady, ...(role?.policyReady ?? [])],
				tags,
			}),
		}));
		this.pairName = name;
		this.network = network;
		this.design = design;
		this.securityGroup = securityGroup;
		this.sshUser = props.sshUser ?? DEFAULT_SSH_USER;
		if (role !== undefined) {
			this.nexthopRole = role;
		}
		this.nodesReady = machines.map(({ machine }) => machine);
		this.nodes = machines.map(
			({ node, machine }): IHaNode => ({
				name: node.name,
				instanceId: machine.id,
				instanceIdReference: idReference(machine),
				address: node.address,
			}),
		);
	}
}
