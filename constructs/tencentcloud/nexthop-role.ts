import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CamPolicy } from "../../.gen/providers/tencentcloud/cam-policy";
import { CamRole } from "../../.gen/providers/tencentcloud/cam-role";
import { CamRolePolicyAttachment } from "../../.gen/providers/tencentcloud/cam-role-policy-attachment";
import { nexthopPermissions } from "../../design/nexthop-permissions";
import { checkName } from "../common/checks";
import { ImportedNexthopRole } from "../common/imported";
import { type NexthopRoleOptions, routeTableOf } from "../common/nexthop-role";
import { checkTags, type Tags } from "../common/tags";
import type { INexthopRole } from "../nexthop-role";
import { CLOUD } from "./cloud";

/** Props of {@link TencentNexthopRole}. */
export interface TencentNexthopRoleProps extends NexthopRoleOptions {
	/**
	 * Lets the role replace the routes of every route table of the account. CAM ignores a statement that names a resource
	 * where an action takes none, and its public tables name a route table for the creation of a route (215/35499) but do
	 * not tell of `ReplaceRoutes`. If the nodes log `UnauthorizedOperation` for it, set this.
	 *
	 * @default false
	 */
	readonly allRouteTables?: boolean;
	/**
	 * Tags of the role and the policy.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
}

const document = (...statement: readonly object[]): string =>
	JSON.stringify({ version: "2.0", statement });

/**
 * A role for the nodes that may do what moves a next hop and no more: look at route tables, and replace the routes of one. It
 * may create and delete nothing: the route is Terraform's. The nodes find its credentials, which last hours, in their metadata:
 * no key is in the user data or in the state.
 *
 * What remains: no condition restricts the role to the floating address's route. Whoever controls a node, or makes its service
 * fetch a URL for them (the metadata asks for no token), can lead every route of that table to a machine of theirs, among
 * them the default route of a bastion in a subnet with the same table. Keep other machines out of the table.
 */
export class TencentNexthopRole extends Construct implements INexthopRole {
	/** A role that exists already: it trusts `cvm.qcloud.com` and has a policy as this construct's. */
	static fromName(
		scope: Construct,
		id: string,
		roleName: string,
	): INexthopRole {
		return new ImportedNexthopRole(scope, id, roleName);
	}

	readonly roleName: string;
	readonly policyReady: readonly ITerraformDependable[];

	constructor(scope: Construct, id: string, props: TencentNexthopRoleProps) {
		super(scope, id);
		const { region, vpcId } = props.network;
		const routeTableId = routeTableOf(
			this,
			"network",
			props.network,
			"the role is to be restricted to it",
		);
		const name = checkName(
			this,
			CLOUD,
			"name",
			`${props.name}-nexthop`,
			"role",
		);
		const tags = checkTags(this, CLOUD, props.tags);
		const role = new CamRole(this, "Default", {
			name,
			description: "lets the nodes move the routes of their floating addresses",
			document: document({
				effect: "allow",
				action: ["name/sts:AssumeRole"],
				principal: { service: ["cvm.qcloud.com"] },
			}),
			consoleLogin: false,
			tags,
		});
		const policy = new CamPolicy(this, "Policy", {
			name,
			description: "look at route tables; replace the routes of one",
			document: document(
				...nexthopPermissions(CLOUD, {
					region,
					vpcId,
					...(props.allRouteTables ? {} : { routeTableId }),
				}).map(({ actions, resources }) => ({
					effect: "allow",
					action: actions.map((action) => `name/vpc:${action}`),
					resource: resources,
				})),
			),
			tags,
		});
		this.roleName = name;
		this.policyReady = [
			new CamRolePolicyAttachment(this, "Attachment", {
				roleId: role.id,
				policyId: policy.id,
			}),
		];
	}
}
