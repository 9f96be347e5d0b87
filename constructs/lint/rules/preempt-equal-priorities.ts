import type { LintRule } from "../rule";

/** Preemption is wanted, but no node has the highest priority. */
export const preemptEqualPriorities: LintRule = {
	id: "preempt-equal-priorities",
	severity: "warning",
	reason:
		"A node takes over from one of lower priority only, so the address never returns to the first node.",
	remedy:
		"Use a timing profile with different priorities, or Vrrp.nopreempt() if the address should stay.",
	checkPair: ({ pair: { design } }) => {
		if (design.preemption === "nopreempt") {
			return [];
		}
		const routers = design.nodes[0]?.priorities.length ?? 0;
		return Array.from({ length: routers }, (_, router) => router).flatMap(
			(router) => {
				const priorities = design.nodes.map((node) => node.priorities[router]);
				const highest = Math.max(...priorities.map((it) => it ?? 0));
				return priorities.filter((it) => it === highest).length > 1
					? [
							`VI_${router + 1} preempts, but its nodes have the priorities ${priorities.join(" and ")}`,
						]
					: [];
			},
		);
	},
};
