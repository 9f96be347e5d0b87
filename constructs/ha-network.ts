import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";

/** A subnet of a network. */
export interface IHaSubnet {
	readonly subnetId: string;
	readonly cidr: string;
	readonly zone: string;
}

/** A network in which a highly available pair can live: one VPC with a public and a private subnet. */
export interface IHaNetwork extends IConstruct {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	/** Machines with a public address of their own, such as the bastion. */
	readonly publicSubnet: IHaSubnet;
	/** Machines that reach the internet through NAT only, such as the pair's nodes. */
	readonly privateSubnet: IHaSubnet;
	/**
	 * Route table of the private subnet, which holds the routes of route VIPs. Absent where a cloud's routes belong to the
	 * VPC, or where nobody said which one it is.
	 */
	readonly routeTableId?: string;
	/**
	 * What must exist before a machine in the private subnet reaches the internet. A machine that installs packages when
	 * it boots depends on these. Empty for a network that exists already.
	 */
	readonly egressReady: readonly ITerraformDependable[];
}
