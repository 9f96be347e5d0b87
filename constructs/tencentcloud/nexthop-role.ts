import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CamPolicy } from "../../.gen/providers/tencentcloud/cam-policy";
import { CamRole } from "../../.gen/providers/tencentcloud/cam-role";
import { CamRolePolicyAttachment } from "../../.gen/providers/tencentcloud/cam-role-policy-attachment";
import { nexthopPermissions } from "../../design/nexthop-permissions";
import type { IHaNetwork } from "../ha-network";
import type { INexthopRole } from "../nexthop-role";
import { propError } from "../support/checks";
import { checkName } from "./checks";
import { checkTags } from "./tags";

/** Longest name of a role or a policy, and the characters in it (CAM's `CreateRole` and `CreatePolicy`). */
const MAX_CAM_NAME_LENGTH = 128;
const CAM_NAME = /^[A-Za-z0-9+=,.@_-]+$/;

/** Props of {@link TencentNexthopRole}. */
export interface TencentNexthopRoleProps {
	/** Prefix of the names of the role and its policy, e.g. `halab` for `halab-nexthop`; an account has each name once. */
	readonly name: string;
	/** The network whose route table's routes are moved. */
	readonly network: IHaNetwork;
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
	readonly tags?: Readonly<Record<string, string>>;
}

class ImportedNexthopRole extends Construct implements INexthopRole {
	readonly policyReady: readonly ITerraformDependable[] = [];

	constructor(
		scope: Construct,
		id: string,
		readonly roleName: string,
	) {
		super(scope, id);
	}
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
		const { region, routeTableId, vpcId } = props.network;
		if (routeTableId === undefined) {
			throw propError(
				this,
				"network",
				"does not say its routeTableId, to which the role is to be restricted",
			);
		}
		const name = checkName(
			this,
			"name",
			`${props.name}-nexthop`,
			MAX_CAM_NAME_LENGTH,
		);
		if (!CAM_NAME.test(name)) {
			throw propError(
				this,
				"name",
				`"${name}" is not allowed; a role's name has letters, digits and + = , . @ _ - only`,
			);
		}
		const tags = checkTags(this, props.tags);
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
				...nexthopPermissions("tencentcloud", {
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
