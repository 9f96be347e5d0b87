import { defined } from "../../base/defined";
import type { DrillReport } from "../analysis/drill-report";
import { withoutDelay } from "../analysis/ownership";
import { type EventLog, eventsOf } from "../log/event-log";
import type { DrillEvent, LoggedEvent } from "../log/events";

const NS_PER_MS = 1e6;

/** What a node was, as far as its VRRP state and its power say. */
export type BandState =
	| "master"
	| "backup"
	| "fault"
	| "stop"
	| "off"
	| "frozen"
	| "booting";

/** A time in which a node did not change. Milliseconds since the fault, as all times here. */
export interface Band {
	readonly fromMs: number;
	readonly toMs: number;
	readonly state: BandState;
}

/** One request: when it should have been sent, and how long the answer took or the client waited. */
export interface Dot {
	readonly ms: number;
	readonly latencyMs: number;
	readonly lost: boolean;
	/** Who answered. */
	readonly node?: string;
}

/** Something that happened at a moment. */
export type Marker =
	| {
			readonly kind: "inject" | "heal";
			readonly ms: number;
			readonly machine: string;
	  }
	| {
			readonly kind: "announcement";
			readonly ms: number;
			readonly machine: string;
	  }
	| { readonly kind: "route"; readonly ms: number; readonly machine?: string }
	| {
			readonly kind: "api";
			readonly ms: number;
			readonly action: string;
			readonly code?: string;
	  };

/** One step of a takeover. */
export interface PhaseSpan {
	readonly phase:
		| "effect"
		| "detection"
		| "election"
		| "announcement"
		| "client";
	readonly fromMs: number;
	readonly toMs: number;
}

/** A drill as a picture: milliseconds since the fault began. */
export interface Timeline {
	/** All of the drill. */
	readonly wholeMs: readonly [number, number];
	/** The part around the outage. */
	readonly zoomMs: readonly [number, number];
	readonly nodes: readonly {
		readonly node: string;
		readonly bands: readonly Band[];
	}[];
	readonly vantages: readonly {
		readonly vantage: string;
		readonly dots: readonly Dot[];
	}[];
	readonly markers: readonly Marker[];
	readonly phases: readonly PhaseSpan[];
	/** When several nodes were master at once. */
	readonly splits: readonly {
		readonly fromMs: number;
		readonly toMs: number;
	}[];
	readonly healMs?: number;
}

/** Less than this many requests make no picture. */
const FEWEST_REQUESTS = 8;

function stateAfter(
	event: LoggedEvent,
	instance: string,
	now: BandState | undefined,
): BandState | undefined {
	switch (event.type) {
		case "snapshot":
			return event.moment === "before"
				? vrrpBand(event.states[instance] ?? "")
				: now;
		case "vrrp":
			return event.instance === instance ? vrrpBand(event.state) : now;
		case "machine":
			switch (event.state) {
				case "off":
					return "off";
				case "on":
					// After a reboot it is known to be on only when it has booted.
					return now === "off" ? "booting" : now;
				case "frozen":
				case "thawed":
					return now;
			}
			break;
		default:
			return now;
	}
}

function vrrpBand(state: string): BandState {
	switch (state) {
		case "MASTER":
			return "master";
		case "BACKUP":
			return "backup";
		case "FAULT":
			return "fault";
		default:
			return "stop";
	}
}

/** A node's states. A master that nobody takes for one any more, see {@link ownership}, has stopped. */
function bandsOf(
	log: EventLog,
	node: string,
	{ instance }: DrillEvent,
	{ owners }: DrillReport,
	toMs: (timeNs: number) => number,
): readonly Band[] {
	const events = log.filter(
		(event) => "machine" in event && event.machine === node,
	);
	const endNs = log.at(-1)?.timeNs ?? 0;
	const turns = [
		...new Set([
			...events.map(({ timeNs }) => timeNs),
			...owners.map(({ fromNs }) => fromNs),
		]),
	].sort((left, right) => left - right);
	const bands: Band[] = [];
	let state: BandState | undefined;
	let frozen = false;
	for (const [index, timeNs] of turns.entries()) {
		for (const event of events.filter((each) => each.timeNs === timeNs)) {
			state = stateAfter(event, instance, state);
			if (event.type === "machine") {
				frozen = event.state === "frozen";
			}
		}
		const span = owners.find(
			({ fromNs, toNs }) => fromNs <= timeNs && timeNs < toNs,
		);
		if (span === undefined || state === undefined) {
			continue;
		}
		const resigned = state === "master" && !span.owners.includes(node);
		const shown = frozen ? "frozen" : resigned ? "stop" : state;
		const band: Band = {
			fromMs: toMs(timeNs),
			toMs: toMs(turns[index + 1] ?? endNs),
			state: shown,
		};
		const last = bands.at(-1);
		if (last?.state === shown) {
			bands[bands.length - 1] = { ...last, toMs: band.toMs };
		} else if (band.toMs > band.fromMs) {
			bands.push(band);
		}
	}
	return bands;
}

/** The phases one after the other, from the fault on; what the log does not show leaves no gap. */
function phaseSpans({ phases }: DrillReport): readonly PhaseSpan[] {
	if (phases?.detectionMs === undefined) {
		return [];
	}
	const lengths = [
		["effect", phases.effectMs],
		["detection", phases.detectionMs],
		["election", phases.electionMs],
		["announcement", phases.announcementMs],
		["client", phases.clientMs],
	] as const;
	let fromMs = 0;
	return lengths.flatMap(([phase, lengthMs]) => {
		if (lengthMs === undefined) {
			return [];
		}
		const span = { phase, fromMs, toMs: fromMs + lengthMs };
		fromMs = span.toMs;
		return [span];
	});
}

function markersOf(
	log: EventLog,
	{ vip, vips }: DrillEvent,
	toMs: (timeNs: number) => number,
): readonly Marker[] {
	const addresses = [vip, ...vips.map(({ address }) => address)];
	return log.flatMap((event): Marker[] => {
		const ms = toMs(event.timeNs);
		switch (event.type) {
			case "fault":
				return event.action === "prepare"
					? []
					: [{ kind: event.action, ms, machine: event.machine }];
			case "announcement":
				return addresses.includes(event.address)
					? [{ kind: "announcement", ms, machine: event.machine }]
					: [];
			case "route":
				return addresses.some(
					(address) => event.destination === `${address}/32`,
				)
					? [{ kind: "route", ms, ...defined({ machine: event.machine }) }]
					: [];
			case "api":
				return [
					{
						kind: "api",
						ms,
						action: event.action,
						...defined({ code: event.code }),
					},
				];
			default:
				return [];
		}
	});
}

function zoomOf(
	report: DrillReport,
	phases: readonly PhaseSpan[],
	splits: Timeline["splits"],
	toMs: (timeNs: number) => number,
	whole: readonly [number, number],
): readonly [number, number] {
	const windows = report.vantages.flatMap(({ outage }) => outage.windows);
	const ends = [
		...windows.map(({ fromNs, durationMs }) => toMs(fromNs) + durationMs),
		...phases.map((phase) => phase.toMs),
		...splits.map((split) => split.toMs),
	];
	const last = Math.max(FEWEST_REQUESTS * report.intervalMs, ...ends);
	const predicted = report.prediction?.maxMs ?? 0;
	const begins = windows.map(({ fromNs }) => toMs(fromNs));
	const from = Math.min(0, ...begins);
	// A prediction that is not far off is shown in full.
	const to = predicted < 1.5 * last ? Math.max(last, predicted) : last;
	const margin = Math.max((to - from) * 0.15, 4 * report.intervalMs);
	return [
		Math.max(whole[0], from - margin),
		Math.min(whole[1], to + 2 * margin),
	];
}

/**
 * Lays a drill out over time. Pure: a function of the log.
 *
 * @param report what {@link reportDrill} says about the same log
 */
export function timelineOf(log: EventLog, report: DrillReport): Timeline {
	const faults = eventsOf(log, "fault");
	const faultNs = faults.find(({ action }) => action === "inject")?.timeNs ?? 0;
	const heal = faults.find(({ action }) => action === "heal");
	const toMs = (timeNs: number): number => (timeNs - faultNs) / NS_PER_MS;
	const phases = phaseSpans(report);
	const whole = [
		toMs(log[0]?.timeNs ?? faultNs),
		toMs(log.at(-1)?.timeNs ?? faultNs),
	] as const;
	const splits = report.owners
		.filter((span) => span.owners.length > 1)
		.map(({ fromNs, toNs }) => ({ fromMs: toMs(fromNs), toMs: toMs(toNs) }));
	const [drill] = eventsOf(log, "drill");
	const prompt = withoutDelay(log);
	return {
		wholeMs: whole,
		zoomMs: zoomOf(report, phases, splits, toMs, whole),
		nodes: (drill?.nodes ?? []).map((node) => ({
			node,
			bands: drill ? bandsOf(prompt, node, drill, report, toMs) : [],
		})),
		vantages: (drill?.vantages ?? []).map((vantage) => ({
			vantage,
			dots: eventsOf(log, "probe")
				.filter(
					(probe) => probe.vantage === vantage && probe.address === undefined,
				)
				.map(({ intendedNs, latencyMs, lost, node }) => ({
					ms: toMs(intendedNs),
					latencyMs,
					lost: lost !== undefined,
					...defined({ node }),
				})),
		})),
		markers: drill ? markersOf(log, drill, toMs) : [],
		phases,
		splits,
		...defined({ healMs: heal && toMs(heal.timeNs) }),
	};
}
