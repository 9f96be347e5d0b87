import type { Construct } from "constructs";
import { VpcRouteEntry } from "../../.gen/providers/alicloud/vpc-route-entry";
import { dependsOn, inTurn } from "../common/in-turn";
import { routeTableOf } from "../common/nexthop-role";
import { BaseRouteVip, type RouteVipOptions } from "../common/route-vip";

/**
 * The routes of a pair's route VIPs: each address is a /32 in the route table of the pair's vSwitch, and its next hop
 * is the node that holds it. vSwitches with other route tables do not reach it.
 *
 * Terraform creates the routes, to the node that each virtual router prefers, and then leaves their next hop alone: the
 * nodes move it, and applying again is never a failover. A node that is replaced is a new next hop: whichever node is
 * master then moves the route.
 */
export class AlicloudRouteVip extends BaseRouteVip {
	constructor(scope: Construct, id: string, { pair }: RouteVipOptions) {
		super(scope, id, pair);
		const routeTableId = routeTableOf(
			this,
			"pair.network",
			pair.network,
			"the routes are to be in it",
		);
		// The cloud changes one route of a VPC at a time.
		inTurn(
			this.routes,
			({ vip, node }, previous) =>
				new VpcRouteEntry(this, vip.address.replaceAll(".", "-"), {
					routeTableId,
					destinationCidrBlock: `${vip.address}/32`,
					nexthopType: "Instance",
					nexthopId: node.instanceId,
					routeEntryName: `${pair.pairName}-${vip.instance}`,
					description: `route VIP of ${vip.instance}, moved by the nodes`,
					...dependsOn([...(pair.nodesReady ?? []), ...previous]),
					lifecycle: { ignoreChanges: ["nexthop_id", "next_hops"] },
				}),
		);
	}
}
