import { eventsOf } from "../../log/event-log";
import type { SnapshotEvent } from "../../log/events";
import type { DrillView } from "../drill-view";
import { LOG_SLACK_NS, ownedMs } from "../ownership";
import { type Audit, verdict } from "./audit";

const holdersOf = (
	snapshots: readonly SnapshotEvent[],
	address: string,
): readonly string[] =>
	snapshots
		.filter(({ addresses }) => addresses.includes(address))
		.map(({ machine }) => machine);

/** A frozen node still has the address on its card, and serves nobody. */
const frozenNodes = ({ log, healNs }: DrillView): readonly string[] =>
	log.flatMap((event) =>
		event.type === "machine" &&
		event.state === "frozen" &&
		event.timeNs < healNs
			? [event.machine]
			: [],
	);

/** While the fault lasts each address is on one node: on none nobody serves, on two the brain is split. */
export const oneOwnerDuringFault: Audit = (view) => {
	const { outcome, overlapMs, twoMastersUntilHealed } = view.drill.expectation;
	if (
		(outcome !== "takeover" && outcome !== "unnoticed") ||
		overlapMs !== undefined ||
		twoMastersUntilHealed
	) {
		return undefined;
	}
	const frozen = frozenNodes(view);
	const awake = view
		.snapshots("during")
		.filter(({ machine }) => !frozen.includes(machine));
	const holders = view.drill.vips.map(({ address }) => ({
		address,
		nodes: holdersOf(awake, address),
	}));
	return verdict(
		view,
		"one-owner-during-fault",
		holders.every(({ nodes }) => nodes.length === 1),
		holders.map((each) => ({ kind: "holders", ...each })),
		view.faultNs,
		view.healNs,
	);
};

/** After healing each virtual router has one master, which has the address and answers. */
export const oneOwnerAfterHealing: Audit = (view) => {
	const { drill, atEnd } = view;
	const after = view.snapshots("after");
	const routers = drill.vips.map(({ address, instance }) => ({
		...(drill.vips.length > 1 && { instance }),
		masters: after
			.filter(({ states }) => states[instance] === "MASTER")
			.map(({ machine }) => machine),
		holders: holdersOf(after, address),
		...(address === drill.vip && { answers: atEnd }),
	}));
	return verdict(
		view,
		"one-master-after-healing",
		routers.every(
			({ masters, holders, answers }) =>
				masters.length === 1 &&
				holders.join() === masters.join() &&
				(answers === undefined || answers === masters[0]),
		),
		routers.map((each) => ({ kind: "masters", ...each })),
		view.healNs,
	);
};

const SLACK_MS = LOG_SLACK_NS / 1e6;

/** Milliseconds from the order to heal the network until packets pass again, where the log does not say how long it took. */
const HEALING_MS = 100;

/**
 * Milliseconds after the order to heal by which the greater master's advertisement has been heard, but for what the
 * nodes advertise and ask by ARP in one interval.
 */
function healingMs({ log, healNs }: DrillView): number {
	const doneNs = eventsOf(log, "fault").flatMap((event) =>
		event.action === "heal" && event.doneNs !== undefined ? [event.doneNs] : [],
	);
	return doneNs.length === 0
		? HEALING_MS
		: (Math.max(...doneNs) - healNs) / 1e6 + SLACK_MS;
}

/**
 * Two masters hear each other's next advertisement, and the lesser one gives up. Where they cannot hear each other, that
 * comes after healing: first packets have to pass again, then the greater one's next advertisement has to arrive. That
 * takes one advertisement interval at most. Where its sender still knows the neighbour, it leaves with the interval's
 * end; where the neighbour was forgotten, the advertisements wait for the answer to the next ARP request, and the nodes
 * ask as often as they advertise (see `neighbourFiles`).
 */
export const neverTwoOwnersForLong: Audit = (view) => {
	const { drill, addresses, faultNs, healNs } = view;
	const { outcome, overlapMs, twoMastersUntilHealed } = drill.expectation;
	if (outcome === "degradation") {
		return undefined;
	}
	const deaf = outcome === "split-brain" || twoMastersUntilHealed === true;
	const fromNs = deaf ? healNs : faultNs;
	const two = Math.max(
		...addresses.map(({ owners }) => {
			const endNs = owners.at(-1)?.toNs ?? faultNs;
			return ownedMs(owners, (count) => count > 1, fromNs, endNs);
		}),
	);
	const limit = overlapMs ?? drill.advertIntervalMs;
	const allowed = limit + (deaf ? healingMs(view) : SLACK_MS);
	return verdict(
		view,
		"two-masters",
		two <= allowed,
		[
			{
				kind: "two-masters",
				ms: two,
				allowedMs: allowed,
				afterHealing: deaf,
			},
		],
		fromNs,
	);
};
