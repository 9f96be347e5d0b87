import type { CloudEvent } from "../../../ports/cloud-event";
import { eventsOf } from "../../log/event-log";
import type { AddressView, DrillView } from "../drill-view";
import { LOG_SLACK_NS, type OwnerSpan } from "../ownership";
import { type Audit, verdict } from "./audit";

type Lead = Extract<CloudEvent, { type: "route" | "announcement" }>;

const MINUTE_NS = 60e9;

/**
 * A takeover, the way back and, for each, a rival that takes the route once: 4. Half as many again for what nobody has
 * thought of; a cloud throttles changes of its routes long before that becomes a habit.
 */
const MOST_PER_MINUTE = 6;

const isSplit = ({ owners }: OwnerSpan): boolean => owners.length > 1;

/** What two masters announced is heard, and logged, a little later than they say who is master. */
const splitAt = (owners: readonly OwnerSpan[], timeNs: number): boolean =>
	owners.some(
		(span) =>
			isSplit(span) &&
			span.fromNs - LOG_SLACK_NS <= timeNs &&
			timeNs < span.toNs + LOG_SLACK_NS,
	);

/** Every change of where packets for an address go, from the fault on. */
function movesOf(
	{ log, faultNs }: DrillView,
	{ address, owners, holder }: AddressView,
): readonly Lead[] {
	const routes = eventsOf(log, "route").filter(
		({ destination, machine }) =>
			destination === `${address}/32` && machine !== undefined,
	);
	const leads: readonly Lead[] =
		routes.length > 0
			? routes
			: // Two masters announce in turn: which of them is heard changes all the time, and nobody can help it.
				eventsOf(log, "announcement").filter(
					(event) =>
						event.address === address && !splitAt(owners, event.timeNs),
				);
	let last =
		leads.findLast(({ timeNs }) => timeNs < faultNs)?.machine ?? holder;
	return leads.filter(({ timeNs, machine }) => {
		const moved = timeNs >= faultNs && machine !== last;
		if (timeNs >= faultNs) {
			last = machine;
		}
		return moved;
	});
}

function mostInAMinute(moves: readonly Lead[]): number {
	let first = 0;
	let most = 0;
	for (const [index, { timeNs }] of moves.entries()) {
		while ((moves[first]?.timeNs ?? timeNs) <= timeNs - MINUTE_NS) {
			first++;
		}
		most = Math.max(most, index - first + 1);
	}
	return most;
}

/**
 * The route, or what the switch learned, follows the master and nothing else: one change for each takeover, and one more
 * where two masters contend. Each needless change breaks connections; a cloud's API throttles them.
 */
export const noFlapping: Audit = (view) => {
	const { log, drill, faultNs, addresses } = view;
	const found = addresses.map((address) => {
		const moves = movesOf(view, address);
		const takeovers = eventsOf(log, "vrrp").filter(
			({ instance, state, timeNs }) =>
				instance === address.instance &&
				state === "MASTER" &&
				timeNs >= faultNs - LOG_SLACK_NS,
		).length;
		const splits = address.owners.filter(
			(span) => isSplit(span) && span.toNs > faultNs,
		).length;
		return {
			address: address.address,
			moves,
			allowed: takeovers + splits,
			perMinute: mostInAMinute(moves),
		};
	});
	// Where packets are lost at random the masters themselves come and go.
	const steady = drill.expectation.outcome !== "degradation";
	return found.every(({ moves }) => moves.length === 0)
		? undefined
		: verdict(
				view,
				"flapping",
				found.every(
					({ moves, allowed, perMinute }) =>
						moves.length <= allowed &&
						(!steady || perMinute <= MOST_PER_MINUTE),
				),
				found.map(({ address, moves, allowed, perMinute }) => ({
					kind: "changes",
					address,
					times: moves.length,
					allowed,
					...(steady && {
						withinMinute: { times: perMinute, allowed: MOST_PER_MINUTE },
					}),
				})),
			);
};
