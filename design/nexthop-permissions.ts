import type { CloudId } from "./capabilities";

/** Some of an API's actions on some resources. */
export interface Permission {
	/** Names as the API has them, e.g. `ReplaceRoutes`; `*` at the end stands for anything. */
	readonly actions: readonly string[];
	/** Names as the cloud's policies have them; `*` stands for every resource, and for actions that take none. */
	readonly resources: readonly string[];
}

/** What the permissions to move a next hop are restricted to. */
export interface NexthopScope {
	readonly region: string;
	/** Tencent Cloud and Alibaba Cloud restrict to a route table. @default every table of the account */
	readonly routeTableId?: string;
	/** Kingsoft Cloud restricts to a VPC. */
	readonly vpcId: string;
	/** Number of the account, without which Kingsoft Cloud's policies cannot name a VPC. @default every VPC of the account */
	readonly accountId?: string;
}

/**
 * What a node may ask a cloud's API for: what moves a next hop, and no more. The roles of the construct library and of the
 * local cloud are made from it.
 *
 * Where the next hop of a route can be changed, nobody but Terraform makes the route; Kingsoft Cloud cannot, so its nodes delete
 * a route and create another.
 *
 * Sources: Tencent Cloud's lists take no resource (215/35499), and a resource without an account belongs to the one that owns the
 * policy (598/10606). Alibaba Cloud names the route table as the resource of both actions (help.aliyun.com, ModifyRouteEntry
 * and DescribeRouteEntryList, "Authorization information"); a policy reaches its own account only, so the account needs no name.
 * Kingsoft Cloud names a VPC by its complete KRN, without wildcards (41300).
 */
export function nexthopPermissions(
	cloud: CloudId,
	{ region, routeTableId, vpcId, accountId }: NexthopScope,
): readonly Permission[] {
	switch (cloud) {
		case "tencentcloud":
			return [
				{ actions: ["DescribeRouteTables"], resources: ["*"] },
				{
					actions: ["ReplaceRoutes"],
					resources: [
						routeTableId === undefined
							? "*"
							: `qcs::vpc:${region}::rtb/${routeTableId}`,
					],
				},
			];
		case "alicloud":
			return [
				{
					actions: ["DescribeRouteEntryList", "ModifyRouteEntry"],
					resources: [`acs:vpc:${region}:*:routetable/${routeTableId ?? "*"}`],
				},
			];
		case "ksyun":
			return [
				{ actions: ["DescribeRoutes"], resources: ["*"] },
				{
					actions: ["CreateRoute", "DeleteRoute"],
					resources: [
						accountId === undefined
							? "*"
							: `krn:ksc:vpc:${region}:${accountId}:vpc/${vpcId}`,
					],
				},
			];
	}
}
