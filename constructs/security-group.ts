import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";

/** A set of rules that decides what reaches a machine and what leaves it. */
export interface ISecurityGroup extends IConstruct {
	readonly securityGroupId: string;
	/** What must exist before the group lets anything through. Empty for a group that exists already. */
	readonly rulesReady: readonly ITerraformDependable[];
}
