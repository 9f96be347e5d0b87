import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { systemctl, withoutNginx } from "./service";

/** Somebody stops the service without thinking of the address. */
export const stopNginx: Fault = {
	id: "stop-nginx",
	target: "master",
	expectation: takeover("stop-nginx"),
	unfit: withoutNginx,
	inject: systemctl("stop", "nginx"),
	heal: systemctl("start", "nginx"),
};
