import type { Fault } from "../run/fault";
import { UNNOTICED } from "./expectations";

/** Timers run on the monotonic clock, so nothing may happen; what compares times of day, such as a signature, may fail. */
export const clockStep: Fault = {
	id: "clock-step",
	target: "master",
	expectation: UNNOTICED,
	unfit: (_plan, { ownClocks }) =>
		ownClocks
			? undefined
			: "the nodes share this computer's wall clock, for which the kernel has no namespace: it stays as it is",
	inject: ({ bench, node }) =>
		bench.run(node, ["date", "--set", "+1 hour"], { kind: "clock-ahead" }),
	heal: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-c"],
				// A second time it would be an hour behind.
				"systemctl restart systemd-timesyncd || chronyc makestep",
			],
			{ kind: "set-clock" },
		),
};
