import type { Fault } from "../fault";
import { takeover, UNNOTICED } from "./expectations";

const CONFIG = "/etc/keepalived/keepalived.conf";
const FAULT_FILE = "/run/halab/$1.fault";

/** A reload of the same configuration must not move anything. */
export const configReload: Fault = {
	id: "config-reload",
	title: "systemctl reload keepalived on the master, same configuration",
	target: "master",
	expectation: UNNOTICED,
	inject: ({ bench, node }) =>
		bench.run(node, ["systemctl", "reload", "keepalived"]),
	heal: async () => {},
};

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
				`[ ! -e ${CONFIG}.drill ] || mv ${CONFIG}.drill ${CONFIG}; systemctl reload-or-restart keepalived`,
			],
			"keepalived.conf as before",
		),
};

/** The tracked file, written by hand: the node gives the address away though its service is well. */
export const manualDownFile: Fault = {
	id: "manual-down-file",
	title: "1 written into the tracked file of the master",
	target: "master",
	expectation: takeover("manual-down-file"),
	inject: ({ bench, node, plan }) =>
		bench.run(
			node,
			["sh", "-c", `echo 1 >${FAULT_FILE}`, "-", plan.pair.service.name],
			`echo 1 >/run/halab/${plan.pair.service.name}.fault`,
		),
	heal: ({ bench, node, plan }) =>
		bench.run(
			node,
			["sh", "-c", `echo 0 >${FAULT_FILE}`, "-", plan.pair.service.name],
			`echo 0 >/run/halab/${plan.pair.service.name}.fault`,
		),
};
