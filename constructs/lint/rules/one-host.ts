import type { LintRule } from "../rule";

/** Nothing keeps the nodes of a pair on different hosts. */
export const oneHost: LintRule = {
	id: "one-host",
	severity: "warning",
	reason: "When the host fails that all nodes are on, the pair is gone.",
	remedy:
		"Put all nodes into one placement group (deployment set, data guard group), or into different zones.",
	checkPair: ({ machines }) => {
		const zones = new Set(machines.map(({ zone }) => zone));
		if (machines.length < 2 || zones.size === machines.length) {
			return [];
		}
		const groups = new Set(machines.map(({ spreadBy }) => spreadBy));
		if (groups.has(undefined)) {
			return ["some nodes are in no group that keeps them on different hosts"];
		}
		return groups.size > 1
			? [
					"the nodes are in different groups, and only those of one group are kept apart",
				]
			: [];
	},
};
