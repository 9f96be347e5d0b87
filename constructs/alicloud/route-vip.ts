import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { VpcRouteEntry } from "../../.gen/providers/alicloud/vpc-route-entry";
import type { IFloatingIp } from "../floating-ip";
import type { IRoutedPair } from "../routed-pair";
import { propError } from "../support/checks";
import { preferredNode } from "../support/preferred-node";

/** Props of {@link AlicloudRouteVip}. */
export interface AlicloudRouteVipProps {
	/** The nodes to which the routes lead, in turn. */
	readonly pair: IRoutedPair;
}

/**
 * The routes of a pair's route VIPs: each address is a /32 in the route table of the pair's vSwitch, and its next hop
 * is the node that holds it. vSwitches with other route tables do not reach it.
 *
 * Terraform creates the routes, to the node that each virtual router prefers, and then leaves their next hop alone: the
 * nodes move it, and applying again is never a failover. A node that is replaced is a new next hop: whichever node is
 * master then moves the route.
 */
export class AlicloudRouteVip extends Construct implements IFloatingIp {
	/** The first one of {@link addresses}. */
	readonly address: string;
	/** Every route VIP of the pair, in the order of its design. */
	readonly addresses: readonly string[];

	constructor(scope: Construct, id: string, props: AlicloudRouteVipProps) {
		super(scope, id);
		const { pair } = props;
		const { routeTableId } = pair.network;
		const vips = pair.design.vips.filter((vip) => vip.kind === "route");
		const [first] = vips;
		if (first === undefined) {
			throw propError(
				this,
				"pair",
				"has no route VIP; give the pair a Vip.route, or use AlicloudHavip for a Vip.havip",
			);
		}
		if (routeTableId === undefined) {
			throw propError(
				this,
				"pair",
				"is in a network that does not say its routeTableId, in which the routes are to be",
			);
		}
		// One after the other: the cloud changes one route of a VPC at a time.
		let previous: ITerraformDependable | undefined;
		for (const vip of vips) {
			const preferred = preferredNode(vip, pair.design);
			const node = pair.nodes.find(({ name }) => name === preferred?.name);
			if (node === undefined) {
				throw propError(this, "pair", "has no node that the address prefers");
			}
			const dependsOn: ITerraformDependable[] = [
				...(pair.nodesReady ?? []),
				...(previous ? [previous] : []),
			];
			previous = new VpcRouteEntry(this, vip.address.replaceAll(".", "-"), {
				routeTableId,
				destinationCidrBlock: `${vip.address}/32`,
				nexthopType: "Instance",
				nexthopId: node.instanceId,
				routeEntryName: `${pair.pairName}-${vip.instance}`,
				description: `route VIP of ${vip.instance}, moved by the nodes`,
				...(dependsOn.length > 0 && { dependsOn }),
				lifecycle: { ignoreChanges: ["nexthop_id", "next_hops"] },
			});
		}
		this.address = first.address;
		this.addresses = vips.map((vip) => vip.address);
	}
}
