import type { Fault } from "../run/fault";
import { takeover } from "./expectations";

/** As a shutdown, but the node comes back by itself. */
export const reboot: Fault = {
	id: "reboot",
	target: "master",
	expectation: takeover("stop-keepalived"),
	inject: ({ bench, node }) => bench.reboot(node),
	heal: ({ bench, node }) => bench.powerOn(node),
};
