import { Construct } from "constructs";
import { defined } from "../../base/defined";
import type { CloudId } from "../../design/clouds";
import type { SecurityRule } from "../../design/security-rule";
import { checkSourceCidrs } from "../../design/security-rules";
import type { IBastion } from "../bastion";
import type { IHaNetwork } from "../ha-network";
import type { IHaNode } from "../ha-node";
import type { IKeyPair } from "../key-pair";
import { checkAddress } from "./checks";
import { DEFAULT_SSH_USER, type MachineSpec } from "./machine";
import type { CreateSecurityGroup } from "./security-group";
import { checkTags, type Tags } from "./tags";

/** What a bastion is asked for on every cloud. */
export interface BastionOptions {
	/** Prefix of the names of the bastion's resources, e.g. `halab` for `halab-bastion`. */
	readonly name: string;
	/** The bastion is in its public subnet. */
	readonly network: IHaNetwork;
	/** The key that may log in. */
	readonly keyPair: IKeyPair;
	/** What reaches the bastion and what leaves it: ssh from the administrators, ssh to the nodes. */
	readonly securityRules: readonly SecurityRule[];
	/**
	 * Fixed private IPv4 address in the public subnet, which the nodes' rules name. A pair that is given the bastion
	 * needs it.
	 *
	 * @default - the cloud chooses
	 */
	readonly address?: string;
	/**
	 * Allow 0.0.0.0/0 as a source.
	 *
	 * @default false
	 */
	readonly allowAnywhere?: boolean;
	/**
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
}

/** How a cloud makes a bastion. */
export interface BastionParts {
	readonly securityGroup: CreateSecurityGroup<Construct>;
	/** Makes the machine and gives it a public address. */
	readonly machine: (
		bastion: Construct,
		spec: MachineSpec,
	) => {
		readonly instanceId: string;
		readonly privateAddress: string;
		readonly publicAddress: string;
	};
}

/** A bastion, whatever its cloud. */
export class BaseBastion extends Construct implements IBastion {
	readonly instanceId: string;
	readonly address: string;
	readonly publicAddress: string;
	readonly sshUser: string;

	constructor(
		scope: Construct,
		id: string,
		cloud: CloudId,
		props: BastionOptions & { readonly sshUser?: string },
		create: BastionParts,
	) {
		super(scope, id);
		const { network, address, securityRules } = props;
		const { publicSubnet, vpcId } = network;
		checkSourceCidrs(
			`${this.node.path}.securityRules`,
			securityRules
				.filter((rule) => rule.direction === "ingress")
				.map((rule) => rule.cidr),
			props.allowAnywhere ?? false,
		);
		if (address !== undefined) {
			checkAddress(this, cloud, "address", address, publicSubnet.cidr);
		}
		const name = `${props.name}-bastion`;
		const tags = checkTags(this, cloud, props.tags);
		const machine = create.machine(this, {
			...defined({ address }),
			name,
			hostname: "bastion",
			vpcId,
			subnet: publicSubnet,
			keyPair: props.keyPair,
			securityGroup: create.securityGroup(this, {
				name,
				vpcId,
				rules: securityRules,
				tags,
			}),
			tags,
		});
		this.instanceId = machine.instanceId;
		this.address = address ?? machine.privateAddress;
		this.publicAddress = machine.publicAddress;
		this.sshUser = props.sshUser ?? DEFAULT_SSH_USER;
	}

	sshCommand(node: IHaNode, nodeUser: string): string {
		return `ssh -J ${this.sshUser}@${this.publicAddress} ${nodeUser}@${node.address}`;
	}
}
