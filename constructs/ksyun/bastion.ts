import { Construct } from "constructs";
import { EipAssociate } from "../../.gen/providers/ksyun/eip-associate";
import type { SecurityRule } from "../../design/security-rule";
import { checkSourceCidrs } from "../../design/security-rules";
import type { IBastion } from "../bastion";
import type { IHaNetwork } from "../ha-network";
import type { IHaNode } from "../ha-pair";
import type { IKeyPair } from "../key-pair";
import { createEip, type PublicAddressProps } from "./eip";
import { createInstance, DEFAULT_SSH_USER, type MachineProps } from "./machine";
import { KsyunSecurityGroup } from "./security-group";
import { checkTags } from "./tags";

/** Props of {@link KsyunBastion}. */
export interface KsyunBastionProps extends MachineProps, PublicAddressProps {
	/** Prefix of the names of the bastion's resources, e.g. `halab` for `halab-bastion`. */
	readonly name: string;
	/** The bastion is in its public subnet. */
	readonly network: IHaNetwork;
	/** The key that may log in. */
	readonly keyPair: IKeyPair;
	/** What reaches the bastion and what leaves it: ssh from the administrators, ssh to the nodes. */
	readonly securityRules: readonly SecurityRule[];
	/**
	 * Fixed private IPv4 address in the public subnet, which the nodes' rules name.
	 *
	 * @default - the cloud chooses
	 */
	readonly address?: string;
	/**
	 * Says that 0.0.0.0/0 as a source is meant.
	 *
	 * @default false
	 */
	readonly allowAnywhere?: boolean;
	/**
	 * Tags of the machine and its public address.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/** The one machine with a public address, through which one logs in to the nodes. */
export class KsyunBastion extends Construct implements IBastion {
	readonly instanceId: string;
	readonly address: string;
	readonly publicAddress: string;
	readonly sshUser: string;

	constructor(scope: Construct, id: string, props: KsyunBastionProps) {
		super(scope, id);
		checkSourceCidrs(
			`${this.node.path}.securityRules`,
			props.securityRules
				.filter((rule) => rule.direction === "ingress")
				.map((rule) => rule.cidr),
			props.allowAnywhere ?? false,
		);
		const name = `${props.name}-bastion`;
		const { network } = props;
		const tags = checkTags(this, props.tags);
		const instance = createInstance(this, "Default", props, {
			name,
			hostname: "bastion",
			address: props.address,
			subnet: network.publicSubnet,
			keyPair: props.keyPair,
			securityGroup: new KsyunSecurityGroup(this, "SecurityGroup", {
				name,
				vpcId: network.vpcId,
				rules: props.securityRules,
			}),
			tags,
		});
		const eip = createEip(this, "Eip", { ...props, tags });
		new EipAssociate(this, "EipAssociation", {
			allocationId: eip.id,
			instanceType: "Ipfwd",
			instanceId: instance.id,
			networkInterfaceId: instance.networkInterfaceId,
		});
		this.instanceId = instance.id;
		this.address = props.address ?? instance.privateIpAddress;
		this.publicAddress = eip.publicIp;
		this.sshUser = props.sshUser ?? DEFAULT_SSH_USER;
	}

	sshCommand(node: IHaNode, nodeUser: string): string {
		return `ssh -J ${this.sshUser}@${this.publicAddress} ${nodeUser}@${node.address}`;
	}
}
