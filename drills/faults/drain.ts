import type { Fault } from "../run/fault";
import { takeover } from "./expectations";

/** Planned maintenance: the address moves while the old master goes on answering for as long as packets reach it. */
export const drain: Fault = {
	id: "drain",
	target: "master",
	expectation: { ...takeover("drain"), drained: true },
	inject: ({ bench, node }) => bench.run(node, ["halab-drain"]),
	heal: ({ bench, node }) => bench.run(node, ["halab-drain", "--undo"]),
};
