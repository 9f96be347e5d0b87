import type { Fault } from "../run/fault";
import { UNNOTICED } from "./expectations";

const CONFIG = "/etc/keepalived/keepalived.conf";

/** Somebody's mistake in the configuration, found only by the reload. */
export const brokenConfigReload: Fault = {
	id: "broken-config-reload",
	title: "reload with a keepalived.conf that is cut off in the middle",
	target: "master",
	expectation: UNNOTICED,
	inject: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`cp -p ${CONFIG} ${CONFIG}.drill; sed -i '/unicast_peer/,$d' ${CONFIG}; systemctl reload keepalived || true`,
			],
			"reload with a broken keepalived.conf",
		),
	heal: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`[ ! -e ${CONFIG}.drill ] || mv ${CONFIG}.drill ${CONFIG}; systemctl reset-failed keepalived; systemctl reload-or-restart keepalived`,
			],
			"keepalived.conf as before",
		),
};
