import type { Fault } from "../run/fault";
import { takeover } from "./expectations";

/** A clean shutdown stops keepalived before anything that it needs. */
export const shutdown: Fault = {
	id: "shutdown",
	target: "master",
	expectation: takeover("stop-keepalived"),
	unfit: (_plan, { impossible }) => impossible?.powerOn,
	inject: ({ bench, node }) => bench.powerOff(node),
	heal: ({ bench, node }) => bench.powerOn(node),
};
