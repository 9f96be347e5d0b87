import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CamPolicy } from "../../.gen/providers/tencentcloud/cam-policy";
import { CamRole } from "../../.gen/providers/tencentcloud/cam-role";
import { CamRolePolicyAttachment } from "../../.gen/providers/tencentcloud/cam-role-policy-attachment";
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
	 * Lets the role change the routes of every route table of the account. CAM ignores a statement that names a resource
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
 * A role for the nodes that may do what moves a next hop and no more: look at route tables, replace a route, create a
 * route, the latter two in one route table. It may delete nothing. The nodes find its credentials, which last hours, in
 * their metadata: no key is in the user data or in the state.
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
		const { region, routeTableId } = props.network;
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
			description: "look at route tables; replace and create routes in one",
			document: document(
				{
					effect: "allow",
					action: ["name/vpc:DescribeRouteTables"],
					// Lists take no resource (215/35499).
					resource: ["*"],
				},
				{
					effect: "allow",
					action: ["name/vpc:ReplaceRoutes", "name/vpc:CreateRoutes"],
					// Without an account: the one that owns the policy (598/10606).
					resource: [
						props.allRouteTables
							? "*"
							: `qcs::vpc:${region}::rtb/${routeTableId}`,
					],
				},
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
