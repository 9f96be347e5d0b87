import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { systemctl, withoutNginx } from "./service";

/** The service runs and takes connections but answers nothing: only a check that asks it can tell. */
export const hangNginx: Fault = {
	id: "hang-nginx",
	target: "master",
	expectation: takeover("hang-nginx"),
	unfit: withoutNginx,
	inject: systemctl("kill", "--signal=STOP", "nginx"),
	heal: systemctl("kill", "--signal=CONT", "nginx"),
};
