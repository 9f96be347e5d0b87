import type { Fault } from "../fault";
import { takeover } from "./expectations";
import { systemctl } from "./service";

/**
 * The VRRP process dies and takes nothing off. The main process starts another at once, which removes the address and
 * begins as backup: the other node hears no advertisement and takes over.
 */
export const killVrrpChild: Fault = {
	id: "kill-vrrp-child",
	title: "kill -9 of keepalived's VRRP process on the master",
	target: "master",
	expectation: takeover("power-cut"),
	inject: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["bash", "-c"],
				'kill -9 $(pgrep -P "$(systemctl show -P MainPID keepalived)" -x keepalived)',
			],
			"kill -9 VRRP process of keepalived",
		),
	heal: systemctl("start", "keepalived"),
};
