import { eventsOf } from "../../log/event-log";
import { type Audit, verdict } from "./audit";

/**
 * A node that is healed takes each state once: FAULT until its checks pass, BACKUP, and MASTER where it is preferred or
 * nobody else is there. A rival, or a check that was late, sends it through them once more. None sends it a third time:
 * what one healing set going has been settled by then.
 */
const MOST_TRANSITIONS = 2 * ["FAULT", "BACKUP", "MASTER"].length;

/** After healing each node finds its state in every virtual router and stays in it. */
export const steadyNodes: Audit = (view) => {
	const { log, drill, healNs } = view;
	const transitions = eventsOf(log, "vrrp").filter(
		({ timeNs }) => timeNs >= healNs,
	);
	const instances = [...new Set(drill.vips.map(({ instance }) => instance))];
	const counts = drill.nodes.flatMap((node) =>
		instances.map((instance) => ({
			...{ node, instance },
			times: transitions.filter(
				(event) => event.machine === node && event.instance === instance,
			).length,
		})),
	);
	const most = Math.max(0, ...counts.map(({ times }) => times));
	const wrong = counts.filter(({ times }) => times > MOST_TRANSITIONS);
	return verdict(
		view,
		"steady-nodes",
		wrong.length === 0,
		wrong.length === 0
			? [{ kind: "most-transitions", times: most, allowed: MOST_TRANSITIONS }]
			: wrong.map((count) => ({
					kind: "transitions",
					...count,
					allowed: MOST_TRANSITIONS,
				})),
		healNs,
	);
};
