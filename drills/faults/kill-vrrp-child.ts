import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { systemctl } from "./service";

/** keepalived waits a second before it starts a VRRP process that has died once more; then it takes a moment to run. */
const RESPAWN_MS = 1500;

/**
 * The VRRP process dies and takes nothing off. The main process starts another, which removes the address and begins
 * as backup. Meanwhile the other node hears no advertisement and takes over, so with short intervals both have the
 * address until the second process starts.
 */
export const killVrrpChild: Fault = {
	id: "kill-vrrp-child",
	target: "master",
	expectation: { ...takeover("power-cut"), overlapMs: RESPAWN_MS },
	inject: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["bash", "-c"],
				'kill -9 $(pgrep -P "$(systemctl show -P MainPID keepalived)" -x keepalived)',
			],
			{ kind: "kill-vrrp-process" },
		),
	heal: systemctl("start", "keepalived"),
};
