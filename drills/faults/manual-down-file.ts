import type { Fault, FaultContext } from "../run/fault";
import { takeover } from "./expectations";

const write =
	(value: 0 | 1) =>
	({ bench, node, plan }: FaultContext): Promise<void> => {
		const path = `/run/halab/${plan.pair.service.name}.fault`;
		return bench.run(node, ["sh", "-c", `echo ${value} >${path}`], {
			kind: "set-tracked-file",
			path,
			value,
		});
	};

/** The tracked file, written by hand: the node gives the address away though its service is well. */
export const manualDownFile: Fault = {
	id: "manual-down-file",
	target: "master",
	expectation: takeover("manual-down-file"),
	inject: write(1),
	heal: write(0),
};
