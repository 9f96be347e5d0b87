import { eventsOf } from "../event-log";
import { type Audit, verdict } from "./audit";

/** The configuration is the one from before, and the state files say what keepalived did last. */
export const filesIntact: Audit = (view) => {
	const before = view.snapshots("before");
	const transitions = eventsOf(view.log, "vrrp");
	const complaints = view.snapshots("after").flatMap((after) => {
		const old = before.find(({ machine }) => machine === after.machine);
		const changed = Object.entries(old?.files ?? {})
			.filter(([path, sum]) => after.files[path] !== sum)
			.map(([path]) => `${path} of ${after.machine} is another one`);
		const wrong = Object.entries(after.states).flatMap(([instance, state]) => {
			const last = transitions.findLast(
				(event) =>
					event.machine === after.machine &&
					event.instance === instance &&
					event.timeNs <= after.timeNs,
			);
			return last === undefined || last.state === state
				? []
				: [
						`/var/keepalived/${instance}.state of ${after.machine} says ${state || "nothing"}, keepalived was ${last.state} last`,
					];
		});
		return [...changed, ...wrong];
	});
	return verdict(
		view,
		"configuration and state files intact",
		complaints.length === 0,
		complaints.join("; ") || "the same as before; the states are keepalived's",
	);
};
