import type { DrillPlan } from "./drill-plan";

/** The nodes in the order in which a virtual router prefers them. */
export function virtualRouterOf(
	{ pair }: DrillPlan,
	instance: string,
): readonly string[] {
	const instances = [...new Set(pair.vips.map((vip) => vip.instance))];
	const index = instances.indexOf(instance);
	const priority = (node: (typeof pair.nodes)[number]): number =>
		node.priorities[index] ?? 0;
	return [...pair.nodes]
		.sort((left, right) => priority(right) - priority(left))
		.map(({ name }) => name);
}
