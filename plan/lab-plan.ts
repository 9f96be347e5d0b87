import type { CloudId } from "../design/capabilities";
import type { HaPairDesign } from "../design/ha-pair-design";
import type { HaPairProps } from "../design/ha-pair-props";
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
		readonly vpcCidr: string;
		readonly publicSubnet: SubnetPlan;
		readonly privateSubnet: SubnetPlan;
	};
	readonly bastion: HostPlan & {
		readonly securityRules: readonly SecurityRule[];
	};
	/** Where the drills' probe runs on the local machine: a host in another subnet than the pair. */
	readonly client: HostPlan;
	readonly access: {
		/** From where the bastion takes ssh; empty on a lab that stays on the local machine. */
		readonly adminCidrs: readonly string[];
		/** OpenSSH public key that may log in; every lab in a cloud has one. */
		readonly publicKey?: string;
	};
	/** The machines' type and image where the settings name them. */
	readonly machine: {
		readonly instanceType?: string;
		readonly imageId?: string;
	};
	/** What the pair was asked to be; a cloud's construct designs the same pair from it. */
	readonly pairProps: HaPairProps;
	readonly pair: HaPairDesign;
}
