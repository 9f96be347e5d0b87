import type { Construct } from "constructs";
import { propError } from "../common/checks";
import { BaseRouteVip, type RouteVipOptions } from "../common/route-vip";

/**
 * The route VIPs of a pair: each address is a /32 route of the VPC, of the type Host, to the instance that holds it.
 *
 * It creates no `ksyun_route`. Kingsoft Cloud cannot change a route's next hop: the new master deletes the route and
 * creates another, with another id. Terraform would find its own route gone and create it again, beside the nodes' one
 * or in its place. So the routes belong to the nodes alone: the first master creates them, and deleting the VPC removes
 * what is left of them.
 */
export class KsyunRouteVip extends BaseRouteVip {
	constructor(scope: Construct, id: string, { pair }: RouteVipOptions) {
		super(scope, id, pair);
		for (const node of pair.design.nodes) {
			if (node.facts.route === undefined) {
				throw propError(
					this,
					"pair",
					`was designed without a routeTarget, so that ${node.name} does not know in which VPC its routes are`,
				);
			}
		}
	}
}
