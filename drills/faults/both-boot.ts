import type { Fault } from "../run/fault";

/** After a power failure of the whole site both nodes boot together: one of them must end up as master. */
export const bothBoot: Fault = {
	id: "both-boot",
	target: "all",
	expectation: { outcome: "interruption", mayMoveAfterHealing: true },
	inject: ({ bench, node }) => bench.powerCut(node),
	heal: ({ bench, node }) => bench.powerOn(node),
};
