import type { Fault } from "../run/fault";
import { takeover } from "./expectations";

/** From one moment to the next nothing comes from the node any more. */
export const powerCut: Fault = {
	id: "power-cut",
	target: "master",
	expectation: takeover("power-cut"),
	inject: ({ bench, node }) => bench.powerCut(node),
	heal: ({ bench, node }) => bench.powerOn(node),
};
