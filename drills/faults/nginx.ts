import type { DrillPlan } from "../drill-plan";
import type { Fault } from "../fault";
import { takeover } from "./expectations";

const CONFIG = "/etc/nginx/conf.d/halab.conf";

const unfit = ({ pair }: DrillPlan): string | undefined =>
	pair.service.name === "nginx"
		? undefined
		: `the service is ${pair.service.name}, not nginx`;

const start: Fault["heal"] = ({ bench, node }) =>
	bench.run(node, ["systemctl", "start", "nginx"]);

/** The service dies: systemd notices and writes the tracked file. */
export const crashNginx: Fault = {
	id: "crash-nginx",
	title: "kill -9 of nginx on the master",
	target: "master",
	expectation: takeover("crash-nginx"),
	unfit,
	inject: ({ bench, node }) =>
		bench.run(node, ["systemctl", "kill", "--signal=KILL", "nginx"]),
	heal: start,
};

/** Somebody stops the service without thinking of the address. */
export const stopNginx: Fault = {
	id: "stop-nginx",
	title: "systemctl stop nginx on the master",
	target: "master",
	expectation: takeover("stop-nginx"),
	unfit,
	inject: ({ bench, node }) => bench.run(node, ["systemctl", "stop", "nginx"]),
	heal: start,
};

/** The service runs and takes connections but answers nothing: only a check that asks it can tell. */
export const hangNginx: Fault = {
	id: "hang-nginx",
	title:
		"SIGSTOP to nginx on the master: it takes connections, answers nothing",
	target: "master",
	expectation: takeover("hang-nginx"),
	unfit,
	inject: ({ bench, node }) =>
		bench.run(node, ["systemctl", "kill", "--signal=STOP", "nginx"]),
	heal: ({ bench, node }) =>
		bench.run(node, ["systemctl", "kill", "--signal=CONT", "nginx"]),
};

/** The service answers at once, and wrongly. */
export const error500: Fault = {
	id: "error-500",
	title: "nginx on the master answers every request with 500",
	target: "master",
	expectation: takeover("error-500"),
	unfit,
	inject: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`sed -i.drill 's/^server {/server {\\n\\treturn 500;/' ${CONFIG}; systemctl reload nginx`,
			],
			"nginx: return 500",
		),
	heal: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`[ ! -e ${CONFIG}.drill ] || mv ${CONFIG}.drill ${CONFIG}; systemctl reload nginx`,
			],
			"nginx: configuration as before",
		),
};
