import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { IBastion } from "./bastion";
import type { HaNodes } from "./ha-node";

/**
 * Whose credentials the nodes use to move the routes of route VIPs: a role's, which they find in their metadata, or on
 * a cloud without such roles a sub-user's, whose key is handed over.
 */
export interface INexthopRole extends IConstruct {
	/** Name of the role, or of the sub-user. */
	readonly roleName: string;
	/**
	 * What must exist before a node boots that uses the role. Empty for a role that exists already, and where a key is
	 * handed over later.
	 */
	readonly policyReady: readonly ITerraformDependable[];
	/**
	 * What is to be done by hand, once: how the key gets to the nodes. For an output, or a handbook. Absent where the
	 * nodes find their credentials by themselves.
	 */
	handover?(pair: HaNodes, bastion: IBastion): string;
}
