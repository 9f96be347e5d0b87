import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { systemctl } from "./service";

/**
 * The main process dies. Its VRRP child gets the signal for the parent's death, leaves with priority 0 and takes the
 * address off; systemd starts keepalived again (`Restart=on-failure`).
 */
export const killKeepalived: Fault = {
	id: "kill-keepalived",
	target: "master",
	expectation: takeover("stop-keepalived"),
	inject: systemctl("kill", "--kill-whom=main", "--signal=KILL", "keepalived"),
	heal: systemctl("start", "keepalived"),
};
