import type { Fault } from "../run/fault";
import { takeover } from "./expectations";

/** A paused machine wakes up as the master that it was, with the higher priority perhaps, and claims the address. */
export const freeze: Fault = {
	id: "freeze",
	target: "master",
	expectation: { ...takeover("power-cut"), mayMoveAfterHealing: true },
	unfit: (_plan, { impossible }) => impossible?.freeze,
	inject: ({ bench, node }) => bench.freeze(node),
	heal: ({ bench, node }) => bench.thaw(node),
};
