import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RamPolicy } from "../../.gen/providers/alicloud/ram-policy";
import { RamRole } from "../../.gen/providers/alicloud/ram-role";
import { RamRolePolicyAttachment } from "../../.gen/providers/alicloud/ram-role-policy-attachment";
import { nexthopPermissions } from "../../design/nexthop-permissions";
import type { IHaNetwork } from "../ha-network";
import type { INexthopRole } from "../nexthop-role";
import { propError } from "../support/checks";
import { checkName } from "./checks";
import { checkTags } from "./tags";

/** Longest name of a role (RAM's `CreateRole`), and the characters that both a role and a policy take. */
const MAX_ROLE_NAME_LENGTH = 64;
const RAM_NAME = /^[A-Za-z0-9-]+$/;

/** Props of {@link AlicloudNexthopRole}. */
export interface AlicloudNexthopRoleProps {
	/** Prefix of the names of the role and its policy, e.g. `halab` for `halab-nexthop`; an account has each name once. */
	readonly name: string;
	/** The network whose route table's routes are moved. */
	readonly network: IHaNetwork;
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
			MAX_ROLE_NAME_LENGTH,
		);
		if (!RAM_NAME.test(name)) {
			throw propError(
				this,
				"name",
				`"${name}" is not allowed; a policy's name has letters, digits and "-" only`,
			);
		}
		const tags = checkTags(this, props.tags);
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
				...nexthopPermissions("alicloud", {
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
