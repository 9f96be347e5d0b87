import type { Fault } from "../run/fault";
import { UNNOTICED } from "./expectations";

const CONFIG = "/etc/keepalived/keepalived.conf";

/** Somebody's mistake in the configuration, found only by the reload. */
export const brokenConfigReload: Fault = {
	id: "broken-config-reload",
	target: "master",
	expectation: UNNOTICED,
	inject: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`cp -p ${CONFIG} ${CONFIG}.drill; sed -i '/unicast_peer/,$d' ${CONFIG}; systemctl reload keepalived || true`,
			],
			{ kind: "break-keepalived-config" },
		),
	heal: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`[ ! -e ${CONFIG}.drill ] || mv ${CONFIG}.drill ${CONFIG}; systemctl reset-failed keepalived; systemctl reload-or-restart keepalived`,
			],
			{ kind: "restore-keepalived-config" },
		),
};
