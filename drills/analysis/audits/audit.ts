import type { EventLog } from "../../log/event-log";
import type { LoggedEvent } from "../../log/events";
import type { AuditId, Finding } from "../../log/finding";
import type { DrillView } from "../drill-view";

/** What an audit found. */
export interface Verdict {
	/** What must hold. */
	readonly audit: AuditId;
	readonly passed: boolean;
	/** Set where only lost requests or time made it fail: on a busy machine that need not be the pair's fault. */
	readonly timed?: true;
	/** What was seen. */
	readonly findings: readonly Finding[];
	/** Where it failed: the part of the log that shows it. */
	readonly evidence?: EventLog;
}

/** One thing that must hold after a drill; undefined where the drill or the lab says nothing about it. */
export type Audit = (view: DrillView) => Verdict | undefined;

const MOST_LINES = 40;
const AROUND_NS = 0.5e9;

/** What keepalived says at each start and each announcement, and what says nothing about a fault. */
const CHATTER = new RegExp(
	[
		"Sending gratuitous ARP",
		"sending gratuitous ARP",
		"queueing gratuitous ARPs",
		"^(Running on|Command line|Opening file|Configuration file|NOTICE|CPU usage|Registering|Assigned address|Startup complete)",
		"^VRRP sockpool",
		"Got notification message",
		"used \\(self",
	].join("|"),
);

const isWorthShowing = (event: LoggedEvent): boolean => {
	switch (event.type) {
		case "probe":
		case "snapshot":
		case "drill":
		case "vrrp":
		case "cloud":
			return false;
		case "connection":
			return event.state === "broken";
		case "log":
			return !CHATTER.test(event.text);
		case "fault":
		case "machine":
		case "nexthop":
		case "api":
		case "route":
		case "announcement":
		case "write":
			return true;
	}
};

/** One node was the master throughout, and it answers at the end: whatever was lost, nothing moved. */
export const onlyRequestsWereLost = ({
	owners,
	before,
	atEnd,
}: DrillView): boolean =>
	atEnd === before && owners.every((span) => span.owners.join() === before);

/** A verdict that time alone decides. */
export const timed = (found: Verdict, only = true): Verdict =>
	found.passed || !only ? found : { ...found, timed: true };

/**
 * The verdict, with the part of the log around some moments when it failed.
 *
 * @param fromNs by default from the fault
 * @param toNs by default to the end of the drill
 */
export function verdict(
	{ log, faultNs }: DrillView,
	audit: AuditId,
	passed: boolean,
	findings: readonly Finding[],
	fromNs = faultNs,
	toNs = Number.POSITIVE_INFINITY,
): Verdict {
	if (passed) {
		return { audit, passed, findings };
	}
	const evidence = log
		.filter(
			(event) =>
				isWorthShowing(event) &&
				event.timeNs >= fromNs - AROUND_NS &&
				event.timeNs <= toNs + AROUND_NS,
		)
		.slice(0, MOST_LINES);
	return { audit, passed, findings, evidence };
}

/**
 * The verdict of an audit that looks for what is wrong: passed where it found nothing.
 *
 * @param well found where nothing is wrong
 * @param fromNs by default from the fault
 * @param toNs by default to the end of the drill
 */
export const verdictOn = (
	view: DrillView,
	audit: AuditId,
	complaints: readonly Finding[],
	well: Finding,
	fromNs?: number,
	toNs?: number,
): Verdict =>
	verdict(
		view,
		audit,
		complaints.length === 0,
		complaints.length === 0 ? [well] : complaints,
		fromNs,
		toNs,
	);
