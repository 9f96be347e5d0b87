import type { Fault } from "../run/fault";
import { UNNOTICED } from "./expectations";

/** Nothing happens, and nothing may follow: a takeover now is a false one. */
export const quiet: Fault = {
	id: "quiet",
	target: "master",
	expectation: UNNOTICED,
	inject: ({ bench, node }) => bench.nothing(node),
	heal: ({ bench, node }) => bench.nothing(node),
};
