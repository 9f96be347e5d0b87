import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RamPolicy } from "../../.gen/providers/alicloud/ram-policy";
import { RamRole } from "../../.gen/providers/alicloud/ram-role";
import { RamRolePolicyAttachment } from "../../.gen/providers/alicloud/ram-role-policy-attachment";
import { nexthopPermissions } from "../../design/nexthop-permissions";
import { checkName } from "../common/checks";
import { ImportedNexthopRole } from "../common/imported";
import { type NexthopRoleOptions, routeTableOf } from "../common/nexthop-role";
import { checkTags, type Tags } from "../common/tags";
import type { INexthopRole } from "../nexthop-role";
import { CLOUD } from "./cloud";

/** Props of {@link AlicloudNexthopRole}. */
export interface AlicloudNexthopRoleProps extends NexthopRoleOptions {
	/**
	 * Lets the role change the routes of every route table of the region. RAM names a route table as the resource of both
	 * actions (`ModifyRouteEntry` and `DescribeRouteEntryList`, "Authorization information" in their documents), so no lab needs
	 * this.
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

const document = (...statements: readonly object[]): string =>
	JSON.stringify({ Version: "1", Statement: statements });

/**
 * A role for the nodes that may do what moves a next hop and no more: look at the entries of one route table, and modify them. It
 * may create and delete nothing: the entry is Terraform's. The nodes find its credentials, which last hours, in their
 * metadata, which wants a token: no key is in the user data or in the state.
 *
 * What remains: no condition restricts the role to the floating address's entry. Whoever controls a node can lead every entry
 * of that table to a machine of theirs; the VPC's system table holds the default route of the bastion and the nodes.
 */
export class AlicloudNexthopRole extends Construct implements INexthopRole {
	/** A role that exists already: it trusts `ecs.aliyuncs.com` and has a policy as this construct's. */
	static fromName(
		scope: Construct,
		id: string,
		roleName: string,
	): INexthopRole {
		return new ImportedNexthopRole(scope, id, roleName);
	}

	readonly roleName: string;
	readonly policyReady: readonly ITerraformDependable[];

	constructor(scope: Construct, id: string, props: AlicloudNexthopRoleProps) {
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
		const role = new RamRole(this, "Default", {
			roleName: name,
			description: "lets the nodes move the routes of their floating addresses",
			assumeRolePolicyDocument: document({
				Effect: "Allow",
				Action: "sts:AssumeRole",
				Principal: { Service: ["ecs.aliyuncs.com"] },
			}),
			tags,
		});
		const policy = new RamPolicy(this, "Policy", {
			policyName: name,
			description: "look at and modify the entries of a route table",
			policyDocument: document(
				...nexthopPermissions(CLOUD, {
					region,
					vpcId,
					...(props.allRouteTables ? {} : { routeTableId }),
				}).map(({ actions, resources }) => ({
					Effect: "Allow",
					Action: actions.map((action) => `vpc:${action}`),
					Resource: resources,
				})),
			),
			tags,
		});
		this.roleName = name;
		this.policyReady = [
			new RamRolePolicyAttachment(this, "Attachment", {
				roleName: role.roleName,
				policyName: policy.policyName,
				policyType: "Custom",
			}),
		];
	}
}
