import { Construct } from "constructs";
import type { IFloatingIp } from "../floating-ip";
import type { IHaPair } from "../ha-pair";
import { propError } from "../support/checks";

/** Props of {@link KsyunRouteVip}. */
export interface KsyunRouteVipProps {
	/** The nodes to which the routes lead, in turn. */
	readonly pair: IHaPair;
}

/**
 * The route VIPs of a pair: each address is a /32 route of the VPC, of the type Host, to the instance that holds it.
 *
 * It creates no `ksyun_route`. Kingsoft Cloud cannot change a route's next hop: the new master deletes the route and
 * creates another, with another id. Terraform would find its own route gone and create it again, beside the nodes' one
 * or in its place. So the routes belong to the nodes alone: the first master creates them, and deleting the VPC removes
 * what is left of them.
 */
export class KsyunRouteVip extends Construct implements IFloatingIp {
	/** The first one of {@link addresses}. */
	readonly address: string;
	/** Every route VIP of the pair, in the order of its design. */
	readonly addresses: readonly string[];

	constructor(scope: Construct, id: string, props: KsyunRouteVipProps) {
		super(scope, id);
		const { design } = props.pair;
		const [first, ...others] = design.vips
			.filter((vip) => vip.kind === "route")
			.map((vip) => vip.address);
		if (first === undefined) {
			throw propError(
				this,
				"pair",
				"has no route VIP; give the pair a Vip.route",
			);
		}
		for (const node of design.nodes) {
			if (node.facts.route === undefined) {
				throw propError(
					this,
					"pair",
					`was designed without a routeTarget, so that ${node.name} does not know in which VPC its routes are`,
				);
			}
		}
		this.address = first;
		this.addresses = [first, ...others];
	}
}
