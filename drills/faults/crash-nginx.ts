import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { systemctl, withoutNginx } from "./service";

/** The service dies: systemd notices and writes the tracked file. */
export const crashNginx: Fault = {
	id: "crash-nginx",
	target: "master",
	expectation: takeover("crash-nginx"),
	unfit: withoutNginx,
	inject: systemctl("kill", "--signal=KILL", "nginx"),
	heal: systemctl("start", "nginx"),
};
