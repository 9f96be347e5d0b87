import type { Fault } from "../run/fault";
import { takeover } from "./expectations";

/** Planned maintenance: the address moves while the old master goes on answering for as long as packets reach it. */
export const drain: Fault = {
	id: "drain",
	target: "master",
	expectation: { ...takeover("drain"), drained: true },
	// A peer that did not reach the API when it last looked says for half a minute that it cannot move the route.
	prepare: async ({ bench, plan, peers }) => {
		if (plan.pair.vips.some(({ kind }) => kind === "route")) {
			await Promise.all(
				peers.map((peer) =>
					bench.run(peer, ["systemctl", "start", "halab-nexthop.service"]),
				),
			);
		}
	},
	inject: ({ bench, node }) => bench.run(node, ["halab-drain"]),
	heal: ({ bench, node }) => bench.run(node, ["halab-drain", "--undo"]),
};
