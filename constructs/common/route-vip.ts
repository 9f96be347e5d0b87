import { Construct } from "constructs";
import type {
	HaPairDesign,
	NodeDesign,
	VipDesign,
} from "../../design/ha-pair-design";
import type { IFloatingIp } from "../floating-ip";
import type { IHaNode } from "../ha-node";
import type { IHaPair } from "../ha-pair";
import { propError } from "./checks";

/** Props of the routes of a pair, the same on every cloud. */
export interface RouteVipOptions {
	/** The nodes to which the routes lead, in turn. */
	readonly pair: IHaPair;
}

/** The node that the virtual router of an address prefers: there the route leads at first. */
function preferredNode(
	{ instance }: VipDesign,
	{ nodes, vips }: HaPairDesign,
): NodeDesign | undefined {
	const instances = [...new Set(vips.map((vip) => vip.instance))];
	const router = instances.indexOf(instance);
	const priorityOf = (node: NodeDesign): number => node.priorities[router] ?? 0;
	return nodes.reduce<NodeDesign | undefined>(
		(best, node) =>
			best === undefined || priorityOf(node) > priorityOf(best) ? node : best,
		undefined,
	);
}

/** The route VIPs of a pair, whatever its cloud. */
export class BaseRouteVip extends Construct implements IFloatingIp {
	/** The first one of {@link addresses}. */
	readonly address: string;
	/** Every route VIP of the pair, in the order of its design. */
	readonly addresses: readonly string[];

	constructor(
		scope: Construct,
		id: string,
		private readonly pair: IHaPair,
	) {
		super(scope, id);
		this.addresses = this.vips.map((vip) => vip.address);
		const [address] = this.addresses;
		if (address === undefined) {
			throw propError(
				this,
				"pair",
				"has no route VIP; give the pair a Vip.route, or use the cloud's HAVIP for a Vip.havip",
			);
		}
		this.address = address;
	}

	private get vips(): readonly VipDesign[] {
		return this.pair.design.vips.filter((vip) => vip.kind === "route");
	}

	/** Each route VIP, and the node to which its route leads at first. */
	protected get routes(): readonly {
		readonly vip: VipDesign;
		readonly node: IHaNode;
	}[] {
		const { design, nodes } = this.pair;
		return this.vips.map((vip) => {
			const preferred = preferredNode(vip, design);
			const node = nodes.find(({ name }) => name === preferred?.name);
			if (node === undefined) {
				throw propError(
					this,
					"pair",
					`has no node that the address ${vip.address} prefers`,
				);
			}
			return { vip, node };
		});
	}
}
