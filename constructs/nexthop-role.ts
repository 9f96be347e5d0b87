import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";

/** The role whose credentials the nodes use to move the routes of route VIPs. */
export interface INexthopRole extends IConstruct {
	readonly roleName: string;
	/** What must exist before the role may move a route. Empty for a role that exists already. */
	readonly policyReady: readonly ITerraformDependable[];
}
