import type { ProbeSample } from "../../ports/probe-sample";
import { DrillError } from "../log/drill-error";
import { type EventLog, eventsOf } from "../log/event-log";
import type { DrillEvent, SnapshotEvent } from "../log/events";
import { NOBODY } from "../log/nobody";
import { type OutageSummary, summarizeOutage } from "./outage";
import { type OwnerSpan, ownership, withLostTakeovers } from "./ownership";

/** One of the pair's floating addresses in a drill. */
export interface AddressView {
	readonly address: string;
	readonly instance: string;
	/** Masters of the virtual router that moves it. */
	readonly owners: readonly OwnerSpan[];
	/** Who was master when the fault came; undefined where nobody or several were. */
	readonly holder: string | undefined;
	/** What each vantage point that asked for it saw, the one that decides first. */
	readonly seen: readonly {
		readonly vantage: string;
		readonly samples: readonly ProbeSample[];
	}[];
}

/** A drill's log with what every audit needs to know of it. */
export interface DrillView {
	readonly log: EventLog;
	readonly drill: DrillEvent;
	/** When the first step of the fault began, in nanoseconds. */
	readonly faultNs: number;
	/** When the first step of healing began. */
	readonly healNs: number;
	/** Node that answered before the fault, seen from the vantage point that decides. */
	readonly before: string;
	/** The first other node that answered while the fault lasted; without one, who answered just before healing. */
	readonly after: string;
	/** Node that answered at the end, after healing. */
	readonly atEnd: string;
	/** What the vantage point that decides saw. */
	readonly samples: readonly ProbeSample[];
	readonly outage: OutageSummary;
	/** Masters of the virtual router that moves the address. */
	readonly owners: readonly OwnerSpan[];
	/** All addresses of the pair, the drill's own first. */
	readonly addresses: readonly [AddressView, ...AddressView[]];
	snapshots(moment: SnapshotEvent["moment"]): readonly SnapshotEvent[];
}

const lastAnswer = (
	samples: readonly ProbeSample[],
	fromNs: number,
	toNs: number,
): string =>
	samples.findLast(
		(sample) =>
			sample.node !== undefined &&
			sample.intendedNs >= fromNs &&
			sample.intendedNs < toNs,
	)?.node ?? NOBODY;

/**
 * The requests from one vantage point.
 *
 * @param address another address of the pair; without one those for the drill's
 */
export const samplesFrom = (
	log: EventLog,
	vantage: string | undefined,
	address?: string,
): readonly ProbeSample[] =>
	eventsOf(log, "probe").filter(
		(event) => event.vantage === vantage && event.address === address,
	);

/** The only master of a virtual router at a moment. */
function holderAt(
	owners: readonly OwnerSpan[],
	timeNs: number,
): string | undefined {
	const span = owners.find(
		({ fromNs, toNs }) => fromNs <= timeNs && timeNs < toNs,
	);
	return span?.owners.length === 1 ? span.owners[0] : undefined;
}

function addressesOf(
	log: EventLog,
	drill: DrillEvent,
	owners: readonly OwnerSpan[],
	faultNs: number,
): DrillView["addresses"] {
	const [decides] = drill.vantages;
	const own = {
		address: drill.vip,
		instance: drill.instance,
		owners,
		holder: holderAt(owners, faultNs),
		seen: drill.vantages.map((vantage) => ({
			vantage,
			samples: samplesFrom(log, vantage),
		})),
	};
	const others = drill.vips
		.filter(({ address }) => address !== drill.vip)
		.map(({ address, instance }): AddressView => {
			const masters = ownership(log, instance);
			return {
				address,
				instance,
				owners: masters,
				holder: holderAt(masters, faultNs),
				seen: [
					{
						vantage: decides ?? "",
						samples: samplesFrom(log, decides, address),
					},
				],
			};
		});
	return [own, ...others];
}

/** @throws DrillError when the log is not of a complete drill */
export function viewOf(kept: EventLog): DrillView {
	const log = withLostTakeovers(kept);
	const [drill] = eventsOf(log, "drill");
	const faults = eventsOf(log, "fault");
	const inject = faults.find(({ action }) => action === "inject");
	const snapshots = eventsOf(log, "snapshot");
	const ended = snapshots.find(({ moment }) => moment === "after");
	if (!drill || !inject || !ended) {
		throw new DrillError("the log does not hold a complete drill");
	}
	const faultNs = inject.timeNs;
	// A fault that heals by itself has no step of healing: it lasts until the pair was seen to be well again.
	const healNs =
		faults.find(({ action }) => action === "heal")?.timeNs ??
		snapshots.findLast(({ moment }) => moment === "during")?.timeNs ??
		ended.timeNs;
	const samples = samplesFrom(log, drill.vantages[0]);
	// A request that was under way when the fault came may have been answered by the next master.
	const before = lastAnswer(
		samples.filter(
			({ intendedNs, latencyMs }) => intendedNs + latencyMs * 1e6 < faultNs,
		),
		0,
		faultNs,
	);
	const during = samples.filter(
		({ intendedNs }) => intendedNs >= faultNs && intendedNs < healNs,
	);
	// A node that comes back by itself may have its address again before anybody heals it.
	const other = during.find(
		({ node }) => node !== undefined && node !== before,
	)?.node;
	const owners = ownership(log, drill.instance);
	return {
		log,
		drill,
		faultNs,
		healNs,
		before,
		after: other ?? during.at(-1)?.node ?? NOBODY,
		atEnd: lastAnswer(samples, healNs, Number.POSITIVE_INFINITY),
		samples,
		outage: summarizeOutage(samples),
		owners,
		addresses: addressesOf(log, drill, owners, faultNs),
		snapshots: (wanted) => snapshots.filter(({ moment }) => moment === wanted),
	};
}
