import type { Fault } from "../run/fault";
import { UNNOTICED } from "./expectations";
import { systemctl } from "./service";

/** A reload of the same configuration must not move anything. */
export const configReload: Fault = {
	id: "config-reload",
	target: "master",
	expectation: UNNOTICED,
	inject: systemctl("reload", "keepalived"),
	heal: async () => {},
};
