import { type EventLog, eventsOf, inOrder } from "../log/event-log";
import type { MachineEvent, VrrpEvent } from "../log/events";

/** A time during which the same nodes took themselves for the master of a virtual router. */
export interface OwnerSpan {
	readonly fromNs: number;
	readonly toNs: number;
	readonly owners: readonly string[];
}

/**
 * Nanoseconds by which the nodes' logs may disagree, and by which what others saw of a node, such as an answer that is on
 * its way when the address moves, may come later than its log says.
 */
export const LOG_SLACK_NS = 50e6;

/** A master that shuts down says so with priority 0; its own log of it may go with its power. */
const resigned = (text: string, instance: string): boolean =>
	text.startsWith(`(${instance}) Backup received priority 0 advertisement`);

/**
 * The log with machines off, frozen or thawed from when they were, not from when that was known: the power goes at some
 * moment between the order and its end, and until their last answer they were there; a thawed node that logs something is
 * awake, however late the end of the order is known.
 */
export function withoutDelay(log: EventLog): EventLog {
	const probes = eventsOf(log, "probe");
	const silentNs = ({ machine, orderedNs = 0, timeNs }: MachineEvent): number =>
		Math.max(
			orderedNs,
			...probes
				.filter(
					({ node, intendedNs }) =>
						node === machine && intendedNs > orderedNs && intendedNs < timeNs,
				)
				.map(({ intendedNs }) => intendedNs),
		);
	const lines = eventsOf(log, "log");
	const frozenSince = new Map<string, number>();
	const awakeNs = ({ machine, timeNs }: MachineEvent): number => {
		const sinceNs = frozenSince.get(machine) ?? timeNs;
		return Math.min(
			timeNs,
			...lines
				.filter((line) => line.machine === machine && line.timeNs > sinceNs)
				.map((line) => line.timeNs),
		);
	};
	return inOrder(
		log.map((event) => {
			if (event.type !== "machine") {
				return event;
			}
			if (event.state === "frozen") {
				frozenSince.set(event.machine, event.timeNs);
			}
			if (event.state === "thawed") {
				return { ...event, timeNs: awakeNs(event) };
			}
			return event.orderedNs === undefined
				? event
				: { ...event, timeNs: silentNs(event) };
		}),
	);
}

/** What a node last said or showed to be, before a moment. */
const lastState = (
	log: EventLog,
	machine: string,
	instance: string,
	beforeNs: number,
): string | undefined =>
	log
		.flatMap((event) =>
			"machine" in event &&
			event.machine === machine &&
			event.timeNs <= beforeNs
				? event.type === "vrrp" && event.instance === instance
					? [event.state]
					: event.type === "snapshot"
						? [event.states[instance]]
						: []
				: [],
		)
		.at(-1);

/**
 * The log with the takeovers of nodes whose power went before they had written of it: a node that announces the address
 * between the order to cut its power and the end of that had become master, whatever is left of its own log.
 */
export function withLostTakeovers(log: EventLog): EventLog {
	const instances = new Map(
		eventsOf(log, "drill").flatMap(({ vips }) =>
			vips.map(({ address, instance }) => [address, instance] as const),
		),
	);
	const cuts = eventsOf(log, "machine").filter(
		({ state, orderedNs }) => state === "off" && orderedNs !== undefined,
	);
	const found = eventsOf(log, "announcement").flatMap(
		({ address, machine, timeNs }): readonly VrrpEvent[] => {
			const instance = instances.get(address);
			const isCut = cuts.some(
				(cut) =>
					cut.machine === machine &&
					timeNs > (cut.orderedNs ?? 0) &&
					timeNs < cut.timeNs,
			);
			return instance === undefined ||
				!isCut ||
				lastState(log, machine, instance, timeNs) === "MASTER"
				? []
				: [{ type: "vrrp", timeNs, machine, instance, state: "MASTER" }];
		},
	);
	const first = found.filter(
		({ machine, instance }, index) =>
			index ===
			found.findIndex(
				(event) => event.machine === machine && event.instance === instance,
			),
	);
	return first.length === 0 ? log : inOrder([...log, ...first]);
}

/**
 * Who was master of a virtual router, and when. A node without power or frozen is none, whatever it was before.
 *
 * @returns spans without gaps, from the last snapshot before the fault to the end of the log
 */
export function ownership(
	log: EventLog,
	instance: string,
): readonly OwnerSpan[] {
	const masters = new Set<string>();
	const frozen = new Set<string>();
	const spans: OwnerSpan[] = [];
	let owners: readonly string[] = [];
	let fromNs: number | undefined;
	const close = (toNs: number): void => {
		const now = [...masters].filter((node) => !frozen.has(node)).sort();
		if (fromNs === undefined || now.join() !== owners.join()) {
			if (fromNs !== undefined && toNs > fromNs) {
				spans.push({ fromNs, toNs, owners });
			}
			fromNs = toNs;
			owners = now;
		}
	};
	const become = (node: string, master: boolean, timeNs: number): void => {
		if (master) {
			masters.add(node);
		} else {
			masters.delete(node);
		}
		close(timeNs);
	};
	for (const event of withoutDelay(log)) {
		const { timeNs } = event;
		if (event.type === "snapshot" && event.moment === "before") {
			become(event.machine, event.states[instance] === "MASTER", timeNs);
			// Before the last node was looked at nobody knows of every master.
			spans.length = 0;
			fromNs = timeNs;
			continue;
		}
		if (fromNs === undefined) {
			continue;
		}
		if (event.type === "vrrp" && event.instance === instance) {
			become(event.machine, event.state === "MASTER", timeNs);
		} else if (event.type === "log" && resigned(event.text, instance)) {
			for (const other of [...masters].filter(
				(node) => node !== event.machine,
			)) {
				become(other, false, timeNs);
			}
		} else if (event.type === "machine") {
			if (event.state === "frozen") {
				frozen.add(event.machine);
			} else {
				frozen.delete(event.machine);
			}
			if (event.state === "off") {
				masters.delete(event.machine);
			}
			close(timeNs);
		}
	}
	const endNs = log.at(-1)?.timeNs ?? 0;
	return fromNs === undefined || endNs <= fromNs
		? spans
		: [...spans, { fromNs, toNs: endNs, owners }];
}

/** Milliseconds with a number of owners that satisfies the predicate, from one moment to another. */
export const ownedMs = (
	spans: readonly OwnerSpan[],
	predicate: (owners: number) => boolean,
	fromNs: number,
	toNs: number,
): number =>
	spans
		.filter(({ owners }) => predicate(owners.length))
		.map((span) => Math.min(span.toNs, toNs) - Math.max(span.fromNs, fromNs))
		.filter((lengthNs) => lengthNs > 0)
		.reduce((sum, lengthNs) => sum + lengthNs / 1e6, 0);
