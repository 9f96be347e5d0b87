import type { Bench, ClockOffsets } from "../../ports/bench";
import type { LogEvent, NexthopEvent } from "../log/events";
import { journalCommand, readJournal } from "./journal";
import { readNexthopLog } from "./nexthop-log";

const NOTIFY_LOG = "/var/log/keepalived.log";

/** A moment of the bench's clock on the machine's wall clock. */
const epochMs = (timeNs: number, { wallNs }: ClockOffsets): number =>
	(timeNs - wallNs) / 1e6;

async function nodeLog(
	bench: Bench,
	node: string,
	units: readonly string[],
	sinceNs: number,
): Promise<readonly (LogEvent | NexthopEvent)[]> {
	if (!(await bench.isOn(node))) {
		return [];
	}
	const offsets = await bench.clockOffsets(node);
	const journal = await bench.run(
		node,
		journalCommand(units, epochMs(sinceNs, offsets)),
	);
	const notify = await bench.run(node, ["tail", "-n", "500", NOTIFY_LOG]);
	return [
		...readJournal(node, journal.stdout, offsets),
		...readNexthopLog(node, notify.stdout, offsets),
	];
}

/**
 * What the nodes logged about keepalived and the service from a moment on, in the order of time. A node whose journal
 * is in its memory has lost what it wrote before its power went.
 *
 * @param service systemd unit without its `.service`
 */
export async function readNodeLogs(
	bench: Bench,
	service: string,
	sinceNs: number,
): Promise<readonly (LogEvent | NexthopEvent)[]> {
	const logs = await Promise.all(
		bench.nodes.map((node) =>
			nodeLog(bench, node, ["keepalived", service], sinceNs),
		),
	);
	return logs
		.flat()
		.filter(({ timeNs }) => timeNs >= sinceNs)
		.sort((left, right) => left.timeNs - right.timeNs);
}
