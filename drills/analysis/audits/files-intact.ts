import { eventsOf, type SnapshotEvent } from "../../log/event-log";
import { type Audit, verdictOn } from "./audit";

/** The files that were there before, after, or both times; none where nobody looked before. */
const pathsIn = (
	before: SnapshotEvent | undefined,
	after: SnapshotEvent,
): readonly string[] =>
	before === undefined
		? []
		: [...new Set([before, after].flatMap(({ files }) => Object.keys(files)))];

/** The configuration is the one from before, and the state files say what keepalived did last. */
export const filesIntact: Audit = (view) => {
	const before = view.snapshots("before");
	const transitions = eventsOf(view.log, "vrrp");
	const complaints = view.snapshots("after").flatMap((after) => {
		const old = before.find(({ machine }) => machine === after.machine);
		const unknown =
			old === undefined
				? [
						{
							en: `nobody looked at ${after.machine} before the fault`,
							zh: `故障前没有查看 ${after.machine}`,
						},
					]
				: [];
		const changed = pathsIn(old, after)
			.filter((path) => old?.files[path] !== after.files[path])
			.map((path) => ({
				en: `${path} of ${after.machine} is another one`,
				zh: `${after.machine} 的 ${path} 已改变`,
			}));
		// What says nothing of any file is no proof of intact ones.
		const blank =
			old !== undefined && pathsIn(old, after).length === 0
				? [
						{
							en: `nobody read the configuration of ${after.machine}`,
							zh: `没有读取 ${after.machine} 的配置`,
						},
					]
				: [];
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
						{
							en: `/var/keepalived/${instance}.state of ${after.machine} says ${state || "nothing"}, keepalived was ${last.state} last`,
							zh: `${after.machine} 的 /var/keepalived/${instance}.state ${state ? `写着 ${state}` : "为空"}，而 keepalived 最后的状态是 ${last.state}`,
						},
					];
		});
		return [...unknown, ...blank, ...changed, ...wrong];
	});
	return verdictOn(view, "configuration and state files intact", complaints, {
		en: "the same as before; the states are keepalived's",
		zh: "与故障前相同，状态文件与 keepalived 的状态一致",
	});
};
