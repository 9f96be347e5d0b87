import { Construct } from "constructs";
import { DataGuardGroup } from "../../.gen/providers/ksyun/data-guard-group";
import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";
import type { HaPairDesign } from "../../design/ha-pair-design";
import type { IHaNetwork } from "../ha-network";
import type { IHaNode, IHaPair } from "../ha-pair";
import type { IKeyPair } from "../key-pair";
import type { ISecurityGroup } from "../security-group";
import { propError } from "../support/checks";
import {
	type DesignedPairProps,
	designInNetwork,
	type UndesignedPairProps,
} from "../support/pair-design";
import { idReference } from "../support/reference";
import { checkAddress, checkName } from "./checks";
import { createInstance, DEFAULT_SSH_USER, type MachineProps } from "./machine";
import { type INexthopRole, KEY_FILE } from "./nexthop-role";
import { KsyunSecurityGroup } from "./security-group";
import { checkTags } from "./tags";

/** Kingsoft Cloud's access key ids begin like this. */
const ACCESS_KEY_ID = /\bAKLT[A-Za-z0-9_-]{8,}/;

/** Where and as what the nodes of a {@link KsyunHaPair} run. */
export interface KsyunHaPairBaseProps extends MachineProps {
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
	/** The sub-user with whose key the nodes move the routes of route VIPs, e.g. a `KsyunNexthopRole`. */
	readonly nexthopRole: INexthopRole;
	/**
	 * Whether no two nodes share a host. That makes it likelier that the zone is sold out.
	 *
	 * @default true
	 */
	readonly isSpread?: boolean;
	/**
	 * Tags of the machines; nothing else of a pair takes any.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/** Props of {@link KsyunHaPair}: what the pair is to be, without what the network knows already, and where its nodes run. */
export interface KsyunHaPairProps
	extends UndesignedPairProps,
		KsyunHaPairBaseProps {}

/** Props of {@link KsyunHaPair} with a pair that is designed already. */
export interface KsyunDesignedHaPairProps
	extends DesignedPairProps,
		KsyunHaPairBaseProps {}

/**
 * Two nodes or more with fixed addresses on different hosts, with the user data of the pair's design. They boot when
 * the network's way out is ready, since they install packages then.
 *
 * The pair's addresses are route VIPs: Kingsoft Cloud has no HAVIP that Terraform can make. The nodes move the routes of
 * the VPC with the key of a sub-user, which is handed over out of band: until then, they log that there is none.
 *
 * A running node stays as it is when its user data changes; every plan then warns that it runs with older user data. It is
 * replaced by `terraform apply -replace=<address of its instance>`, with what hangs on it, in an apply of the whole stack:
 * `-target` would leave that out. One node at a time, the backup first, each drained before (`halab-drain`). Nodes that are to
 * disagree about the list of nodes, a VRID or the advertisement interval are replaced all in one apply.
 */
export class KsyunHaPair extends Construct implements IHaPair {
	readonly pairName: string;
	readonly network: IHaNetwork;
	readonly design: HaPairDesign;
	readonly nodes: readonly IHaNode[];
	readonly securityGroup: ISecurityGroup;
	readonly sshUser: string;
	/** The sub-user that moves the routes; its `handover` says what is to be done by hand. */
	readonly nexthopRole: INexthopRole;

	constructor(
		scope: Construct,
		id: string,
		props: KsyunHaPairProps | KsyunDesignedHaPairProps,
	) {
		super(scope, id);
		const { network } = props;
		const tags = checkTags(this, props.tags);
		const design = designInNetwork(this, "ksyun", network, props, {
			vpcId: network.vpcId,
		});
		this.checkAddresses(design, network);
		this.checkUserData(design);
		const securityGroup =
			props.securityGroup ??
			new KsyunSecurityGroup(this, "SecurityGroup", {
				name: `${props.name}-nodes`,
				vpcId: network.vpcId,
				rules: design.securityRules,
			});
		const dataGuardGroup =
			props.isSpread === false
				? undefined
				: new DataGuardGroup(this, "DataGuardGroup", {
						dataGuardName: checkName(this, "name", `${props.name}-nodes`),
						dataGuardType: "host",
					});

		this.pairName = props.name;
		this.network = network;
		this.design = design;
		this.securityGroup = securityGroup;
		this.sshUser = props.sshUser ?? DEFAULT_SSH_USER;
		this.nexthopRole = props.nexthopRole;
		this.nodes = design.nodes.map((node): IHaNode => {
			const instance = createInstance(this, node.name, props, {
				name: `${props.name}-${node.name}`,
				hostname: node.name,
				address: node.address,
				subnet: network.privateSubnet,
				keyPair: props.keyPair,
				securityGroup,
				userData: node.userData,
				...(dataGuardGroup !== undefined && {
					dataGuardId: dataGuardGroup.id,
				}),
				dependsOn: network.egressReady,
				tags,
			});
			return {
				name: node.name,
				instanceId: instance.id,
				instanceIdReference: idReference(instance),
				address: node.address,
			};
		});
	}

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
		// A route VIP may lie in a subnet, but then no other machine may have it, the gateway least of all.
		vips.forEach(({ address }, index) => {
			for (const { cidr } of [privateSubnet, publicSubnet]) {
				if (Ipv4Cidr.parse(cidr).contains(Ipv4Address.parse(address))) {
					checkAddress(this, `vips[${index}].address`, address, cidr);
				}
			}
		});
	}

	/** User data is in the state, and everybody on the machine may read it in the metadata: no place for a key. */
	private checkUserData({ nodes }: HaPairDesign): void {
		nodes.forEach(({ userData }, index) => {
			if (ACCESS_KEY_ID.test(userData)) {
				// The text is not repeated: it is a key.
				throw propError(
					this,
					`nodes[${index}]`,
					`its user data holds what looks like an access key of Kingsoft Cloud (AKLT…). User data is in the state and in the metadata; hand keys over out of band, the nodes' own to ${KEY_FILE}`,
				);
			}
			if (
				new RegExp(`^\\s*(- )?path: ["']?${KEY_FILE}["']?$`, "m").test(userData)
			) {
				throw propError(
					this,
					`nodes[${index}]`,
					`its user data writes ${KEY_FILE}, which holds the key that moves the routes. User data is in the state and in the metadata; the key is handed over out of band`,
				);
			}
		});
	}
}
