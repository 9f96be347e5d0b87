import { Construct } from "constructs";
import { RouteTableEntry } from "../../.gen/providers/tencentcloud/route-table-entry";
import type { IFloatingIp } from "../floating-ip";
import type { IRoutedPair } from "../routed-pair";
import { propError } from "../support/checks";
import { preferredNode } from "../support/preferred-node";

/** Props of {@link TencentRouteVip}. */
export interface TencentRouteVipProps {
	/** The nodes to which the routes lead, in turn. */
	readonly pair: IRoutedPair;
}

/**
 * The routes of a pair's route VIPs: each address is a /32 in the route table of the pair's subnet, and its next hop is
 * the node that holds it. Subnets with other route tables do not reach it.
 *
 * Terraform creates the routes, to the node that each virtual router prefers, and then leaves their next hop alone: the
 * nodes move it, and applying again is never a failover. On Tencent Cloud the next hop is a node's private address, so
 * that a replaced node, which has the same one, keeps its route.
 */
export class TencentRouteVip extends Construct implements IFloatingIp {
	/** The first one of {@link addresses}. */
	readonly address: string;
	/** Every route VIP of the pair, in the order of its design. */
	readonly addresses: readonly string[];

	constructor(scope: Construct, id: string, props: TencentRouteVipProps) {
		super(scope, id);
		const { network, design, nodesReady } = props.pair;
		const { routeTableId } = network;
		const vips = design.vips.filter((vip) => vip.kind === "route");
		const [first] = vips;
		if (first === undefined) {
			throw propError(
				this,
				"pair",
				"has no route VIP; give the pair a Vip.route, or use TencentHavip for a Vip.havip",
			);
		}
		if (routeTableId === undefined) {
			throw propError(
				this,
				"pair",
				"is in a network that does not say its routeTableId, in which the routes are to be",
			);
		}
		for (const vip of vips) {
			const node = preferredNode(vip, design);
			if (node === undefined) {
				throw propError(this, "pair", "has no node");
			}
			new RouteTableEntry(this, vip.address.replaceAll(".", "-"), {
				routeTableId,
				destinationCidrBlock: `${vip.address}/32`,
				nextType: "NORMAL_CVM",
				nextHub: node.address,
				description: `route VIP of ${vip.instance}, moved by the nodes`,
				...(nodesReady && { dependsOn: [...nodesReady] }),
				lifecycle: { ignoreChanges: ["next_hub"] },
			});
		}
		this.address = first.address;
		this.addresses = vips.map((vip) => vip.address);
	}
}
