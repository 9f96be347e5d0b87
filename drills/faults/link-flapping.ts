import type { Fault } from "../run/fault";
import { takeover } from "./expectations";

const TIMES = 5;

/**
 * A loose contact. The node leaves and comes back faster than the others notice; each time it begins as backup, so the
 * other one, which has waited longer, takes over once and for all.
 */
export const linkFlapping: Fault = {
	id: "link-flapping",
	target: "master",
	expectation: takeover("power-cut"),
	unfit: (_plan, { impossible }) => impossible?.linkUp,
	inject: async ({ bench, node, plan }) => {
		const halfMs = plan.pair.timing.advertIntervalSeconds * 500;
		for (let time = 1; time <= TIMES; time++) {
			await bench.linkDown(node);
			await bench.pause(halfMs);
			await bench.linkUp(node);
			await bench.pause(halfMs);
		}
	},
	heal: ({ bench, node }) => bench.linkUp(node),
};
