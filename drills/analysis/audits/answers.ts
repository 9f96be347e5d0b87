import { eventsOf } from "../../log/event-log";
import type { ProbeEvent } from "../../log/events";
import type { AddressView, DrillView } from "../drill-view";
import { LOG_SLACK_NS } from "../ownership";
import { type Audit, verdict } from "./audit";

/**
 * Until when a node that is drained goes on answering on purpose: packets for the address find an answer there until
 * the network leads elsewhere. Where the log does not say what the network did, the first answer from elsewhere does.
 *
 * @returns undefined where nothing was drained
 */
function drainedUntilNs(
	{ log, drill, faultNs, healNs }: DrillView,
	vip: string,
): number | undefined {
	const { expectation, targets } = drill;
	if (!expectation.drained) {
		return undefined;
	}
	const routes = eventsOf(log, "route").filter(
		({ destination }) => destination === `${vip}/32`,
	);
	const announcements = eventsOf(log, "announcement").filter(
		({ address }) => address === vip,
	);
	const leads = routes.length > 0 ? routes : announcements;
	const moves =
		leads.length > 0
			? leads.map(({ timeNs, machine }) => ({ timeNs, node: machine }))
			: eventsOf(log, "probe");
	return (
		moves.find(
			({ timeNs, node }) =>
				timeNs >= faultNs && node !== undefined && !targets.includes(node),
		)?.timeNs ?? healNs
	);
}

/** The answers from a node that was no master of the address that was asked. */
function wrongAnswers(
	view: DrillView,
	{ address, owners }: AddressView,
): readonly ProbeEvent[] {
	const { log, drill, faultNs } = view;
	const drainedNs = drainedUntilNs(view, address);
	const fromNs = owners[0]?.fromNs ?? 0;
	return eventsOf(log, "probe").filter(
		({ node, intendedNs, latencyMs, address: asked = drill.vip }) =>
			asked === address &&
			node !== undefined &&
			intendedNs >= fromNs &&
			!(
				drainedNs !== undefined &&
				drill.targets.includes(node) &&
				intendedNs >= faultNs &&
				intendedNs <= drainedNs + LOG_SLACK_NS
			) &&
			!owners.some(
				(span) =>
					span.owners.includes(node) &&
					span.fromNs - LOG_SLACK_NS <= intendedNs + latencyMs * 1e6 &&
					intendedNs <= span.toNs + LOG_SLACK_NS,
			),
	);
}

/** Only a node that is master answers: an answer from another one comes from an address that it kept, unless it is being drained. */
export const onlyTheOwnerAnswers: Audit = (view) => {
	const wrong = view.addresses.flatMap((address) =>
		wrongAnswers(view, address),
	);
	const [first] = wrong;
	const nodes = [...new Set(wrong.flatMap(({ node }) => node ?? []))];
	return verdict(
		view,
		"only-master-answers",
		first === undefined,
		[
			first === undefined
				? { kind: "only-master-answered" }
				: { kind: "wrong-answers", times: wrong.length, nodes },
		],
		first?.timeNs,
		wrong.at(-1)?.timeNs,
	);
};
