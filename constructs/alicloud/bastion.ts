import { Construct } from "constructs";
import { EipAssociation } from "../../.gen/providers/alicloud/eip-association";
import type { SecurityRule } from "../../design/security-rule";
import { checkSourceCidrs } from "../../design/security-rules";
import type { IBastion } from "../bastion";
import type { IHaNetwork } from "../ha-network";
import type { IHaNode } from "../ha-pair";
import type { IKeyPair } from "../key-pair";
import { createEip, type PublicAddressProps } from "./eip";
import {
	createInstance,
	DEFAULT_SSH_USER,
	type MachineProps,
	resolveImage,
} from "./machine";
import { AlicloudSecurityGroup } from "./security-group";
import { checkTags } from "./tags";

/** Props of {@link AlicloudBastion}. */
export interface AlicloudBastionProps extends MachineProps, PublicAddressProps {
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
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/** The one machine with a public address, through which one logs in to the nodes. */
export class AlicloudBastion extends Construct implements IBastion {
	readonly instanceId: string;
	readonly address: string;
	readonly publicAddress: string;
	readonly sshUser: string;

	constructor(scope: Construct, id: string, props: AlicloudBastionProps) {
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
		const instance = createInstance(
			this,
			"Default",
			resolveImage(this, props),
			props,
			{
				name,
				hostname: "bastion",
				address: props.address,
				subnet: network.publicSubnet,
				keyPair: props.keyPair,
				securityGroup: new AlicloudSecurityGroup(this, "SecurityGroup", {
					name,
					vpcId: network.vpcId,
					rules: props.securityRules,
					tags,
				}),
				tags,
			},
		);
		const eip = createEip(this, "Eip", { ...props, name, tags });
		new EipAssociation(this, "EipAssociation", {
			allocationId: eip.id,
			instanceId: instance.id,
			instanceType: "EcsInstance",
		});
		this.instanceId = instance.id;
		this.address = props.address ?? instance.privateIp;
		this.publicAddress = eip.ipAddress;
		this.sshUser = props.sshUser ?? DEFAULT_SSH_USER;
	}

	sshCommand(node: IHaNode, nodeUser: string): string {
		return `ssh -J ${this.sshUser}@${this.publicAddress} ${nodeUser}@${node.address}`;
	}
}
