import type { Fault } from "../run/fault";
import { takeover } from "./expectations";

/** The node loses its carrier: it goes to FAULT itself, but cannot tell anybody. */
export const linkDown: Fault = {
	id: "link-down",
	target: "master",
	expectation: takeover("power-cut"),
	inject: ({ bench, node }) => bench.linkDown(node),
	heal: ({ bench, node }) => bench.linkUp(node),
};
