import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { systemctl } from "./service";

/** The planned switch: the leaving master says so with priority 0. */
export const stopKeepalived: Fault = {
	id: "stop-keepalived",
	target: "master",
	expectation: takeover("stop-keepalived"),
	inject: systemctl("stop", "keepalived"),
	heal: systemctl("start", "keepalived"),
};
