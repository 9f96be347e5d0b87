import { type DrillView, viewOf } from "../../../../drills/analysis/drill-view";
import {
	type EventLog,
	eventsOf,
	inOrder,
} from "../../../../drills/log/event-log";
import type {
	LoggedEvent,
	SnapshotEvent,
	VrrpState,
} from "../../../../drills/log/events";
import type { AuditId } from "../../../../drills/log/finding";

/** Changes one thing in a drill's log. */
export type Edit = (log: EventLog) => EventLog;

/** One property of a drill, violated. */
export interface Mutation {
	/** What happened, as it would be told. */
	readonly name: string;
	/** The log that it is done to. */
	readonly of: string;
	readonly edit: Edit;
	/** The audits that fail, and no others: first the one that stands for the property, then those that follow from it. */
	readonly fails: readonly [AuditId, ...AuditId[]];
}

type Type = LoggedEvent["type"];
type EventOf<T extends Type> = Extract<LoggedEvent, { type: T }>;

const isOf =
	<T extends Type>(type: T) =>
	(event: LoggedEvent): event is EventOf<T> =>
		event.type === type;

/** Several edits, one after the other. */
export const all =
	(...edits: readonly Edit[]): Edit =>
	(log) =>
		edits.reduce((edited, edit) => edit(edited), log);

/** Changes events of one type; `undefined` takes the event away. */
export const change =
	<T extends Type>(
		type: T,
		to: (event: EventOf<T>, view: DrillView) => LoggedEvent | undefined,
	): Edit =>
	(log) => {
		const view = viewOf(log);
		const is = isOf(type);
		return inOrder(
			log.flatMap((event) => (is(event) ? (to(event, view) ?? []) : [event])),
		);
	};

export const without = <T extends Type>(
	type: T,
	which: (event: EventOf<T>, view: DrillView) => boolean = () => true,
): Edit =>
	change(type, (event, view) => (which(event, view) ? undefined : event));

export const add =
	(more: (view: DrillView) => readonly LoggedEvent[]): Edit =>
	(log) =>
		inOrder([...log, ...more(viewOf(log))]);

/** Changes what a node looked like at a moment. */
export const look = (
	moment: SnapshotEvent["moment"],
	machine: string,
	changes: (snapshot: SnapshotEvent, view: DrillView) => Partial<SnapshotEvent>,
): Edit =>
	change("snapshot", (snapshot, view) =>
		snapshot.moment === moment && snapshot.machine === machine
			? { ...snapshot, ...changes(snapshot, view) }
			: snapshot,
	);

/** Nobody saw how a node looked. */
export const unseen = (
	moment: SnapshotEvent["moment"],
	machine: string,
): Edit =>
	without(
		"snapshot",
		(snapshot) => snapshot.moment === moment && snapshot.machine === machine,
	);

/** A part of a drill, from one moment to another. */
export type Span = (view: DrillView) => readonly [number, number];

const SECOND_NS = 1e9;

/** While the fault lasts, from some seconds after it on. */
export const during =
	(fromSeconds = 0, seconds = Number.POSITIVE_INFINITY): Span =>
	({ faultNs, healNs }) => {
		const fromNs = faultNs + fromSeconds * SECOND_NS;
		return [fromNs, Math.min(healNs, fromNs + seconds * SECOND_NS)];
	};

/** After healing, from some seconds after it on. */
export const afterHealing =
	(fromSeconds = 0, seconds = Number.POSITIVE_INFINITY): Span =>
	({ healNs }) => {
		const fromNs = healNs + fromSeconds * SECOND_NS;
		return [fromNs, fromNs + seconds * SECOND_NS];
	};

/** Which requests are meant. */
export interface Asked {
	/** @default - every vantage point */
	readonly from?: string;
	/** @default - the drill's own */
	readonly address?: string;
}

/** Changes the requests of a span. */
export const requests = (
	span: Span,
	to: (event: EventOf<"probe">) => LoggedEvent | undefined,
	{ from, address }: Asked = {},
): Edit =>
	change("probe", (event, view) => {
		const [fromNs, toNs] = span(view);
		return event.intendedNs >= fromNs &&
			event.intendedNs < toNs &&
			(from === undefined || event.vantage === from) &&
			event.address === address
			? to(event)
			: event;
	});

/** The requests of a span get no answer. */
export const lose = (span: Span, asked?: Asked): Edit =>
	requests(
		span,
		({ node: _, ...event }) => ({ ...event, latencyMs: 250, lost: "timeout" }),
		asked,
	);

/** The requests of a span are answered by one node. */
export const answer = (span: Span, node: string, asked?: Asked): Edit =>
	requests(
		span,
		({ lost: _, ...event }) => ({ ...event, latencyMs: 1, node }),
		asked,
	);

/** keepalived's transitions, as it would have logged them; the seconds count from healing. */
export const becomes = (
	seconds: number,
	machine: string,
	state: VrrpState,
	instance = "VI_1",
): Edit =>
	add(({ healNs }) => [
		{
			...{ type: "vrrp", timeNs: healNs + seconds * SECOND_NS },
			...{ machine, instance, state },
		},
	]);

/** The route of an address is changed, some seconds after the fault. */
export const reroute = (
	seconds: number,
	machine: string,
	address: string,
): Edit =>
	add(({ faultNs }) => [
		{
			...{ type: "route", timeNs: faultNs + seconds * SECOND_NS },
			...{ destination: `${address}/32`, machine },
		},
	]);

/** A node announces an address, some seconds after the fault. */
export const announce = (
	seconds: number,
	machine: string,
	address: string,
): Edit =>
	add(({ faultNs }) => [
		{
			...{ type: "announcement", timeNs: faultNs + seconds * SECOND_NS },
			...{ machine, address },
		},
	]);

/** The cloud leads an address elsewhere at the end. */
export const leads = (address: string, machine: string | undefined): Edit =>
	change("cloud", (event) => {
		if (event.moment !== "after") {
			return event;
		}
		const { [address]: _, ...owners } = event.owners;
		return {
			...event,
			owners:
				machine === undefined ? owners : { ...owners, [address]: machine },
		};
	});

/**
 * The takeover takes longer: everything after the first lost request comes later, and what is asked meanwhile is lost. The
 * pair's other addresses go on answering.
 */
export const slower =
	(seconds: number): Edit =>
	(log) => {
		const { drill, samples, faultNs } = viewOf(log);
		const moreNs = seconds * SECOND_NS;
		const turnNs =
			samples.find(({ lost }) => lost !== undefined)?.intendedNs ?? faultNs;
		const stepNs = drill.intervalMs * 1e6;
		const steps = Math.round(moreNs / stepNs);
		const seen = new Set<string>();
		const probes = eventsOf(log, "probe");
		return inOrder(
			log.flatMap((event): readonly LoggedEvent[] => {
				if (event.timeNs <= turnNs) {
					return [event];
				}
				const later = { ...event, timeNs: event.timeNs + moreNs };
				if (later.type !== "probe") {
					return [later];
				}
				const { intendedNs, sequence, vantage, address } = later;
				const moved = {
					...later,
					intendedNs: intendedNs + moreNs,
					sequence: sequence + steps,
				};
				const series = `${vantage} ${address}`;
				if (seen.has(series)) {
					return [moved];
				}
				seen.add(series);
				const before = probes.findLast(
					(probe) =>
						probe.vantage === vantage &&
						probe.address === address &&
						probe.timeNs <= turnNs,
				);
				const meanwhile = Array.from(
					{ length: steps },
					(_, index): LoggedEvent => {
						const timeNs = intendedNs + index * stepNs;
						const {
							node,
							lost: __,
							...asked
						} = {
							...later,
							...{ timeNs, intendedNs: timeNs, sequence: sequence + index },
						};
						return address === undefined || before?.node === undefined
							? { ...asked, latencyMs: 250, lost: "timeout" }
							: { ...asked, latencyMs: 1, node: before.node };
					},
				);
				return [...meanwhile, moved];
			}),
		);
	};
