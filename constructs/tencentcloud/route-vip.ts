import type { Construct } from "constructs";
import { RouteTableEntry } from "../../.gen/providers/tencentcloud/route-table-entry";
import { dependsOn } from "../common/in-turn";
import { routeTableOf } from "../common/nexthop-role";
import { BaseRouteVip, type RouteVipOptions } from "../common/route-vip";

/**
 * The routes of a pair's route VIPs: each address is a /32 in the route table of the pair's subnet, and its next hop is
 * the node that holds it. Subnets with other route tables do not reach it.
 *
 * Terraform creates the routes, to the node that each virtual router prefers, and then leaves their next hop alone: the
 * nodes move it, and applying again is never a failover. On Tencent Cloud the next hop is a node's private address, so
 * that a replaced node, which has the same one, keeps its route.
 */
export class TencentRouteVip extends BaseRouteVip {
	constructor(scope: Construct, id: string, { pair }: RouteVipOptions) {
		super(scope, id, pair);
		const routeTableId = routeTableOf(
			this,
			"pair.network",
			pair.network,
			"the routes are to be in it",
		);
		for (const { vip, node } of this.routes) {
			new RouteTableEntry(this, vip.address.replaceAll(".", "-"), {
				routeTableId,
				destinationCidrBlock: `${vip.address}/32`,
				nextType: "NORMAL_CVM",
				nextHub: node.address,
				description: `route VIP of ${vip.instance}, moved by the nodes`,
				...dependsOn(pair.nodesReady ?? []),
				lifecycle: { ignoreChanges: ["next_hub"] },
			});
		}
	}
}
