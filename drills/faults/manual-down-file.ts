import type { Fault, FaultContext } from "../run/fault";
import { takeover } from "./expectations";

const write =
	(value: 0 | 1) =>
	({ bench, node, plan }: FaultContext): Promise<void> => {
		const line = `echo ${value} >/run/halab/${plan.pair.service.name}.fault`;
		return bench.run(node, ["sh", "-c", line], line);
	};

/** The tracked file, written by hand: the node gives the address away though its service is well. */
export const manualDownFile: Fault = {
	id: "manual-down-file",
	title: "1 written into the tracked file of the master",
	target: "master",
	expectation: takeover("manual-down-file"),
	inject: write(1),
	heal: write(0),
};
