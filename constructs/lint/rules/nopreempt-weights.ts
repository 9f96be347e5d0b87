import type { LintRule } from "../rule";

/** The weights other than 0 in a keepalived.conf, as they are written. */
const weightsIn = (conf: string): readonly string[] =>
	[...conf.matchAll(/^[^#!\n]*\bweight\s+([+-]?\d+)/gm)]
		.map(([, weight = "0"]) => weight)
		.filter((weight) => Number(weight) !== 0);

/** A check lowers the priority of a node that nobody will preempt. */
export const nopreemptWeights: LintRule = {
	id: "nopreempt-weights",
	severity: "error",
	reason:
		"With nopreempt the other node accepts adverts of lower priority, so a failed check moves nothing.",
	remedy:
		"Leave the weight of every check 0, so that a failed one means FAULT, or use Vrrp.preempt().",
	checkPair: ({ pair: { design } }) =>
		design.preemption === "nopreempt"
			? design.nodes.flatMap(({ name, keepalivedConf }) => {
					const weights = weightsIn(keepalivedConf);
					return weights.length === 0
						? []
						: [`${name} has nopreempt and the weight ${weights.join(", ")}`];
				})
			: [],
};
