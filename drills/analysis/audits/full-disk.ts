import { eventsOf } from "../../log/event-log";
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
	const complaints = drill.nodes.flatMap((node) => {
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
							en: `a write to ${wrong.path} of ${node} ended with ${wrong.error ?? "success"}`,
							zh: `${node} 上写入 ${wrong.path} 的结果为 ${wrong.error ?? "成功"}`,
						},
					]),
			...(proved
				? []
				: [
						{
							en: `no write was tried on ${node} both before and after the fault`,
							zh: `没有在故障前后都尝试过在 ${node} 上写入`,
						},
					]),
		];
	});
	return verdictOn(view, "the disks were full", complaints, {
		en: `every write that was tried ended with ${NO_SPACE}`,
		zh: `每次尝试写入都以 ${NO_SPACE} 告终`,
	});
};
