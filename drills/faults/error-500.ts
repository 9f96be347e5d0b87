import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { withoutNginx } from "./service";

const CONFIG = "/etc/nginx/conf.d/halab.conf";

/** The service answers at once, and wrongly. */
export const error500: Fault = {
	id: "error-500",
	target: "master",
	expectation: takeover("error-500"),
	unfit: withoutNginx,
	inject: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`sed -i.drill 's/^server {/server {\\n\\treturn 500;/' ${CONFIG}; systemctl reload nginx`,
			],
			{ kind: "nginx-answers-500" },
		),
	heal: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`[ ! -e ${CONFIG}.drill ] || mv ${CONFIG}.drill ${CONFIG}; systemctl reload nginx`,
			],
			{ kind: "restore-nginx-config" },
		),
};
