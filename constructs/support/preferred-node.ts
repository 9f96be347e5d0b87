import type {
	HaPairDesign,
	NodeDesign,
	VipDesign,
} from "../../design/ha-pair-design";

/** The node that the virtual router of an address prefers: there the route leads at first. */
export function preferredNode(
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
