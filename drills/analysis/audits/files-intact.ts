import { eventsOf } from "../../log/event-log";
import type { SnapshotEvent } from "../../log/events";
import type { Finding } from "../../log/finding";
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
		const node = after.machine;
		const old = before.find(({ machine }) => machine === after.machine);
		const unknown: readonly Finding[] =
			old === undefined ? [{ kind: "not-seen-before", node }] : [];
		const changed = pathsIn(old, after)
			.filter((path) => old?.files[path] !== after.files[path])
			.map((path): Finding => ({ kind: "file-changed", node, path }));
		// What says nothing of any file is no proof of intact ones.
		const blank: readonly Finding[] =
			old !== undefined && pathsIn(old, after).length === 0
				? [{ kind: "configuration-unread", node }]
				: [];
		const wrong = Object.entries(after.states).flatMap(
			([instance, state]): readonly Finding[] => {
				const last = transitions.findLast(
					(event) =>
						event.machine === node &&
						event.instance === instance &&
						event.timeNs <= after.timeNs,
				)?.state;
				return last === undefined || last === state
					? []
					: [{ kind: "state-file-wrong", node, instance, state, last }];
			},
		);
		return [...unknown, ...blank, ...changed, ...wrong];
	});
	return verdictOn(view, "files-intact", complaints, { kind: "files-same" });
};
