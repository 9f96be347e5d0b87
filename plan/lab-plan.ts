import type { CloudId } from "../design/capabilities";
import type { HaPairDesign } from "../design/ha-pair-design";
import type { SecurityRule } from "../design/security-rule";
import type { VipMode } from "../labs/lab-definition";

/** A subnet with the address that routes out of it. */
export interface SubnetPlan {
	readonly name: "public" | "private";
	readonly cidr: string;
	readonly prefixLength: number;
	/** The first usable address; the clouds' and the local fabric's router. */
	readonly gateway: string;
}

/** A machine that is not a member of the pair. */
export interface HostPlan {
	readonly name: string;
	readonly address: string;
	readonly subnet: SubnetPlan["name"];
}

/** The internet as the local machine plays it: addresses that stand for public ones (RFC 5737). */
export interface InternetPlan {
	readonly cidr: string;
	readonly prefixLength: number;
	/** The VPC's router as the internet sees it. */
	readonly gateway: string;
	/** A machine on the internet. */
	readonly client: { readonly name: string; readonly address: string };
	readonly eips: {
		readonly bastion: string;
		readonly nat: string;
		/** One for each floating address, where the cloud can give it one. */
		readonly vips: readonly string[];
	};
}

/** Everything that is decided about a lab before anything is created. Pure data: the same settings give the same plan. */
export interface LabPlan {
	readonly lab: string;
	/** Prefix of every resource's name, e.g. `halab`. */
	readonly name: string;
	readonly cloud: CloudId;
	readonly region: string;
	readonly zone: string;
	/** How the floating addresses reach their holder. */
	readonly vipMode: VipMode;
	readonly network: {
		/** Stands for the VPC's id in a cloud, where only what is created has one; on the local machine it is the id. */
		readonly vpcId: string;
		readonly vpcCidr: string;
		readonly publicSubnet: SubnetPlan;
		readonly privateSubnet: SubnetPlan;
		/**
		 * Whether multicast passes between the machines, as on premises; on the local machine only.
		 *
		 * @default - what the cloud does
		 */
		readonly multicast?: boolean;
	};
	readonly bastion: HostPlan & {
		readonly securityRules: readonly SecurityRule[];
	};
	/** Where the drills' probe runs on the local machine: a host in another subnet than the pair. */
	readonly client: HostPlan;
	/** A host beside the nodes, in their own subnet: it knows their cards' addresses from ARP, not through a router. */
	readonly neighbour: HostPlan;
	/** What lies around the VPC; only on the local machine, which has to play it. */
	readonly internet?: InternetPlan;
	readonly access: {
		/** From where the bastion takes ssh; empty on a lab that stays on the local machine. */
		readonly adminCidrs: readonly string[];
		/** OpenSSH public key that may log in; every lab in a cloud has one. */
		readonly publicKey?: string;
		/** Says that a lab to which nobody could log in is meant. @default false */
		readonly allowPlaceholders?: boolean;
		/** Number of the account, where the settings name it. */
		readonly accountId?: string;
		/** Whether CIDRs with more public addresses than a /8, such as 0.0.0.0/0, are meant. @default false */
		readonly allowAnywhere?: boolean;
		/** Whether a key of the nodes may be good for every VPC of the account. */
		readonly everyVpc?: boolean;
	};
	/** The machines' type and image where the settings name them. */
	readonly machine: {
		readonly instanceType?: string;
		readonly imageId?: string;
	};
	/** The pair that every home of the lab makes; a cloud fills in the ids of the network that it creates. */
	readonly pair: HaPairDesign;
}
