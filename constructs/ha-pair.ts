import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { HaPairDesign } from "../design/ha-pair-design";
import type { IHaNetwork } from "./ha-network";
import type { HaNodes } from "./ha-node";
import type { INexthopRole } from "./nexthop-role";

/** A highly available pair, or a group of more nodes, in a cloud. */
export interface IHaPair extends IConstruct, HaNodes {
	/** Prefix of the names of the pair's resources. */
	readonly pairName: string;
	readonly network: IHaNetwork;
	/** What was decided about the pair: addresses, priorities, user data, predicted outages. */
	readonly design: HaPairDesign;
	/**
	 * With what the nodes move the routes of route VIPs.
	 *
	 * @default - they move none, or it is not known
	 */
	readonly nexthopRole?: INexthopRole;
	/**
	 * What must exist before the nodes can be next hops.
	 *
	 * @default - nothing: the nodes exist already
	 */
	readonly nodesReady?: readonly ITerraformDependable[];
}
