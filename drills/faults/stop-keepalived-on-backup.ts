import type { Fault } from "../run/fault";
import { UNNOTICED } from "./expectations";
import { systemctl } from "./service";

/** The backup leaves: the master must not care. */
export const stopKeepalivedOnBackup: Fault = {
	id: "stop-keepalived-on-backup",
	target: "backup",
	expectation: UNNOTICED,
	inject: systemctl("stop", "keepalived"),
	heal: systemctl("start", "keepalived"),
};
