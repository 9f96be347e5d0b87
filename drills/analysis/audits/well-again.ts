import { ailments } from "../../log/healthy";
import { type Audit, verdictOn } from "./audit";

/** After healing every node is there and ready to take over: a pair that lost its redundancy serves, and is not well. */
export const wellAgain: Audit = (view) => {
	const { nodes, vips } = view.drill;
	const wrong = ailments(view.snapshots("after"), nodes, vips);
	return verdictOn(
		view,
		"well-again",
		wrong,
		{ kind: "pair-well" },
		view.healNs,
	);
};
