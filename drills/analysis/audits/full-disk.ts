import { defined } from "../../../base/defined";
import { eventsOf } from "../../log/event-log";
import type { Finding } from "../../log/finding";
import { type Audit, verdictOn } from "./audit";

/** What a write answers when the file system has no room. */
const NO_SPACE = "ENOSPC";

/** A drill of full disks proves something only where they were full: on each node, before the fault and to its end. */
export const disksWereFull: Audit = (view) => {
	const { log, drill, faultNs } = view;
	if (!drill.expectation.fullDisk) {
		return undefined;
	}
	const writes = eventsOf(log, "write");
	const complaints = drill.nodes.flatMap((node): readonly Finding[] => {
		const own = writes.filter(({ machine }) => machine === node);
		const [wrong] = own.filter(({ error }) => error !== NO_SPACE);
		const proved =
			own.some(({ timeNs }) => timeNs < faultNs) &&
			own.some(({ timeNs }) => timeNs >= faultNs);
		return [
			...(wrong === undefined
				? []
				: [
						{
							kind: "write" as const,
							node,
							path: wrong.path,
							...defined({ error: wrong.error }),
						},
					]),
			...(proved ? [] : [{ kind: "no-write" as const, node }]),
		];
	});
	return verdictOn(view, "full-disks", complaints, {
		kind: "all-writes-failed",
		error: NO_SPACE,
	});
};
