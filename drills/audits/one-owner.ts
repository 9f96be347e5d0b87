import type { DrillView } from "../drill-view";
import type { SnapshotEvent } from "../event-log";
import { ownedMs } from "../ownership";
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
	const holders = view.drill.vips.map(
		({ address }) => [address, holdersOf(awake, address)] as const,
	);
	return verdict(
		view,
		"one owner while the fault lasts",
		holders.every(([, nodes]) => nodes.length === 1),
		holders
			.map(
				([address, nodes]) =>
					`${address} on ${nodes.join(" and ") || "nobody"}`,
			)
			.join(", "),
		view.faultNs,
		view.healNs,
	);
};

/** After healing each virtual router has one master, which has the address and answers. */
export const oneOwnerAfterHealing: Audit = (view) => {
	const { drill, atEnd } = view;
	const after = view.snapshots("after");
	const routers = drill.vips.map(({ address, instance }) => ({
		name: drill.vips.length > 1 ? `${instance} ` : "",
		masters: after
			.filter(({ states }) => states[instance] === "MASTER")
			.map(({ machine }) => machine),
		holders: holdersOf(after, address),
		answers: address === drill.vip ? atEnd : undefined,
	}));
	return verdict(
		view,
		"one master after healing",
		routers.every(
			({ masters, holders, answers }) =>
				masters.length === 1 &&
				holders.join() === masters.join() &&
				(answers === undefined || answers === masters[0]),
		),
		routers
			.map(
				({ name, masters, holders, answers }) =>
					`${name}MASTER: ${masters.join(", ") || "nobody"}; ${holders.join(" and ") || "nobody"} has the address${answers === undefined ? "" : `; ${answers} answers`}`,
			)
			.join("; "),
		view.healNs,
	);
};

/** Milliseconds by which the nodes' logs may disagree. */
const SLACK_MS = 50;

/** Milliseconds from the order to heal the network until packets pass again. */
const HEALING_MS = 100;

/** Whoever could not find a mute node by ARP asks for it again after this time. */
const ARP_MS = 1000;

/**
 * Two masters hear each other's next advertisement, and the lesser one gives up. Where they cannot hear each other, that
 * comes after healing.
 */
export const neverTwoOwnersForLong: Audit = (view) => {
	const { drill, owners, faultNs, healNs } = view;
	const { outcome, overlapMs, twoMastersUntilHealed } = drill.expectation;
	if (outcome === "degradation") {
		return undefined;
	}
	const deaf = outcome === "split-brain" || twoMastersUntilHealed === true;
	const slackMs = twoMastersUntilHealed ? HEALING_MS + ARP_MS : HEALING_MS;
	const fromNs = deaf ? healNs : faultNs;
	const endNs = owners.at(-1)?.toNs ?? faultNs;
	const two = ownedMs(owners, (count) => count > 1, fromNs, endNs);
	const limit = overlapMs ?? drill.advertIntervalMs;
	const allowed = limit + (deaf ? slackMs : SLACK_MS);
	return verdict(
		view,
		"never two masters for long",
		two <= allowed,
		`two masters for ${two.toFixed(0)} ms${deaf ? " after healing" : ""}, allowed are ${allowed} ms`,
		fromNs,
	);
};
