import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { IamPolicy } from "../../.gen/providers/ksyun/iam-policy";
import { IamRelationPolicy } from "../../.gen/providers/ksyun/iam-relation-policy";
import { IamUser } from "../../.gen/providers/ksyun/iam-user";
import { defined } from "../../base/defined";
import { nexthopPermissions } from "../../design/nexthop-permissions";
import type { IBastion } from "../bastion";
import { checkName, propError } from "../common/checks";
import { ImportedNexthopRole } from "../common/imported";
import type { NexthopRoleOptions } from "../common/nexthop-role";
import type { HaNodes } from "../ha-node";
import type { INexthopRole } from "../nexthop-role";
import { CLOUD } from "./cloud";

/** Where the nexthop helper of a node finds its key: a file that only root may read, else the helper refuses it. */
export const KEY_FILE = "/etc/halab/credentials.json";

/** An IAM policy is attached to users (1) or roles (2). */
const TO_A_USER = 1;
const ACCOUNT_ID = /^\d+$/;

/** Props of {@link KsyunNexthopRole}. */
export interface KsyunNexthopRoleProps extends NexthopRoleOptions {
	/**
	 * Number of the account, in the console's upper right corner. It restricts the sub-user to the routes of this one VPC:
	 * such a condition names the VPC by its complete KRN, without wildcards (document 41300).
	 *
	 * @default - none, which takes `everyVpc`
	 */
	readonly accountId?: string;
	/**
	 * Says that the sub-user, whose key never ends, is to be able to create and delete the routes of every VPC of the account.
	 *
	 * @default false
	 */
	readonly everyVpc?: boolean;
}

function handover(
	userName: string,
	{ nodes, sshUser }: HaNodes,
	bastion: IBastion,
): string {
	const asRoot = sshUser === "root" ? "" : "sudo ";
	return [
		`The nodes move routes with an access key of the sub-user ${userName}. Terraform neither makes nor sees it. Once, by hand:`,
		`1. Make an access key of ${userName} in the IAM console, and keep it out of files, tickets and chats.`,
		"2. Give it to each node. The command asks for the id and the secret, and shows only the former:",
		"   bash -c '",
		'   read -rp "id: " id; read -rsp "secret: " secret; echo',
		'   [ -n "$id" ] && [ -n "$secret" ] || { echo "Nothing was installed: the id or the secret is empty." >&2; exit 1; }',
		...nodes.map(
			(node) =>
				`   printf "{\\"accessKeyId\\":\\"%s\\",\\"secretAccessKey\\":\\"%s\\"}\\n" "$id" "$secret" | ${bastion.sshCommand(node, sshUser)} ${asRoot}install -m 600 /dev/stdin ${KEY_FILE}`,
		),
		"   '",
		"3. Let each node try it:",
		...nodes.map(
			(node) =>
				`   ${bastion.sshCommand(node, sshUser)} ${asRoot}halab-nexthop dry-run`,
		),
		"A node that is replaced needs it again. When the lab is gone, delete the key before the sub-user.",
	].join("\n");
}

/** A sub-user that exists already. */
class ImportedSubUser extends ImportedNexthopRole {
	handover(pair: HaNodes, bastion: IBastion): string {
		return handover(this.roleName, pair, bastion);
	}
}

/**
 * A sub-user that may do what moves a route and no more: look at routes, create and delete them, since Kingsoft Cloud
 * cannot change a route's next hop. The nodes have no role of their own whose credentials their metadata would hold.
 *
 * The sub-user's key is never made here: it would be in the state. It is handed over out of band ({@link handover}) to a
 * file that only root may read, `/etc/halab/credentials.json`; the nexthop helper refuses a file that others may read,
 * and the pair refuses user data that holds a key.
 *
 * What remains: the key does not end by itself, and whoever has it can create and delete every route of the VPC, the default route
 * among them. Keep nothing else in the VPC, and delete the key with the lab.
 */
export class KsyunNexthopRole extends Construct implements INexthopRole {
	/** A sub-user that exists already, with a policy as this construct's. */
	static fromName(
		scope: Construct,
		id: string,
		userName: string,
	): INexthopRole {
		return new ImportedSubUser(scope, id, userName);
	}

	/** The sub-user. */
	readonly roleName: string;
	/** The nodes boot without the key, and log that there is none until it is handed over. */
	readonly policyReady: readonly ITerraformDependable[] = [];

	constructor(scope: Construct, id: string, props: KsyunNexthopRoleProps) {
		super(scope, id);
		const { region, vpcId } = props.network;
		const { accountId } = props;
		const name = checkName(this, CLOUD, "name", `${props.name}-nexthop`);
		if (accountId !== undefined && !ACCOUNT_ID.test(accountId)) {
			throw propError(
				this,
				"accountId",
				`"${accountId}" is not an account; it is a number, e.g. 2000100000`,
			);
		}
		if (accountId === undefined && !props.everyVpc) {
			throw propError(
				this,
				"accountId",
				"is missing; it restricts the nodes' key to the routes of this VPC. Give the number of the account, or set everyVpc: true if the key is to create and delete the routes of every VPC",
			);
		}
		if (accountId !== undefined && props.everyVpc) {
			throw propError(
				this,
				"everyVpc",
				"contradicts accountId, which restricts the key to this VPC; leave out one of them",
			);
		}
		const user = new IamUser(this, "Default", {
			userName: name,
			realName: name,
			remark: "lets the nodes move the routes of their floating addresses",
		});
		const policy = new IamPolicy(this, "Policy", {
			policyName: name,
			policyDocument: JSON.stringify({
				Version: "2015-11-01",
				Statement: nexthopPermissions(CLOUD, {
					region,
					vpcId,
					...defined({ accountId }),
				}).map(({ actions, resources }) => ({
					Effect: "Allow",
					Action: actions.map((action) => `vpc:${action}`),
					Resource: ["*"],
					// A VPC is named in a condition only.
					...(!resources.includes("*") && {
						Condition: {
							"ForAnyValue:StringEquals": {
								"ksc:ResourceAttribute": resources,
							},
						},
					}),
				})),
			}),
		});
		new IamRelationPolicy(this, "Attachment", {
			name: user.userName,
			policyName: policy.policyName,
			policyType: "custom",
			relationType: TO_A_USER,
		});
		this.roleName = name;
	}

	handover(pair: HaNodes, bastion: IBastion): string {
		return handover(this.roleName, pair, bastion);
	}
}
