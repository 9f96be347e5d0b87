import type { Construct } from "constructs";
import type { IBastion } from "../constructs/bastion";
import type { IFloatingIp } from "../constructs/floating-ip";
import type { IHaNetwork } from "../constructs/ha-network";
import type { IHaPair } from "../constructs/ha-pair";
import type { IKeyPair } from "../constructs/key-pair";
import type { HaPairDesign } from "../design/ha-pair-design";
import type { SecurityRule } from "../design/security-rule";
import type { LabPlan } from "../plan/lab-plan";

/** Tags of every resource that takes them. */
export type Tags = Readonly<Record<string, string>>;

/** What every machine of a lab is given. */
export interface MachineChoices {
	readonly instanceType?: string;
	readonly imageId?: string;
}

/** Props of a lab's network, the same on every cloud. */
export interface LabNetworkProps {
	readonly name: string;
	readonly region: string;
	readonly zone: string;
	readonly vpcCidr: string;
	readonly publicSubnetCidr: string;
	readonly privateSubnetCidr: string;
	/** Whether the bastion's subnet reaches route VIPs, where that is a matter of route tables. */
	readonly clientsInPublicSubnet: boolean;
	readonly tags: Tags;
}

/** Props of a lab's bastion, the same on every cloud. */
export interface LabBastionProps extends MachineChoices {
	readonly name: string;
	readonly network: IHaNetwork;
	readonly keyPair: IKeyPair;
	readonly address: string;
	readonly securityRules: readonly SecurityRule[];
	readonly allowAnywhere: boolean;
	readonly tags: Tags;
}

/** Props of a lab's pair, the same on every cloud. */
export interface LabPairProps extends MachineChoices {
	readonly name: string;
	readonly design: HaPairDesign;
	readonly network: IHaNetwork;
	readonly keyPair: IKeyPair;
	/** Number of the account, where it is known; restricts what a key of the nodes is good for. */
	readonly accountId?: string;
	/** Whether a key of the nodes may be good for every VPC of the account. */
	readonly everyVpc?: boolean;
	readonly tags: Tags;
}

/** One cloud's constructs, as a lab needs them. */
export interface Platform<Pair extends IHaPair = IHaPair> {
	readonly provider: (scope: Construct, region: string) => void;
	readonly network: (scope: Construct, props: LabNetworkProps) => IHaNetwork;
	readonly keyPair: (
		scope: Construct,
		props: {
			readonly keyName: string;
			readonly publicKey: string;
			readonly tags: Tags;
		},
	) => IKeyPair;
	readonly bastion: (scope: Construct, props: LabBastionProps) => IBastion;
	readonly pair: (scope: Construct, props: LabPairProps) => Pair;
	/** One HAVIP with its EIP. Absent where the cloud has none. */
	readonly havip?: (
		scope: Construct,
		id: string,
		props: {
			readonly pair: Pair;
			readonly address: string;
			readonly name: string;
			readonly tags: Tags;
		},
	) => IFloatingIp;
	/** The routes of all route VIPs. */
	readonly routeVip: (scope: Construct, pair: Pair) => IFloatingIp;
	/** What is left to do by hand after a deployment, as commands. Absent where nothing is. */
	readonly handover?: (pair: Pair, bastion: IBastion) => string;
}

/** What a lab in the cloud tells whoever uses it; becomes the stack's outputs. */
export interface LabOutputs {
	/** The floating addresses, inside the VPC. */
	readonly vips: readonly string[];
	/** Public address that leads to each floating one, where there is one. */
	readonly eips: Readonly<Record<string, string>>;
	/** The bastion's public address. */
	readonly bastion: string;
	/** Address of each node by its name. */
	readonly nodes: Readonly<Record<string, string>>;
	/** Accounts with which one logs in by key: to the bastion, and from there to the nodes. */
	readonly sshUsers: { readonly bastion: string; readonly nodes: string };
	/** Command that logs in to each node, by its name. */
	readonly ssh: Readonly<Record<string, string>>;
	/** What is left to do by hand; absent where nothing is. */
	readonly handover?: string;
}

/** Builds a planned lab from one cloud's constructs. */
export type LabBuilder = (
	scope: Construct,
	plan: LabPlan,
	publicKey: string,
) => LabOutputs;
