import type { EventLog } from "../log/event-log";
import type { Outcome } from "../log/expectation";
import type { KeptPrediction } from "../log/prediction";
import { runAudits } from "./audits";
import type { Verdict } from "./audits/audit";
import { type ConnectionSummary, summarizeConnections } from "./connections";
import { samplesFrom, viewOf } from "./drill-view";
import {
	faultOutage,
	healingOutage,
	type OutageSummary,
	type Outages,
	summarizeOutage,
} from "./outage";
import { type OwnerSpan, ownedMs } from "./ownership";
import { type Phases, phasesOf } from "./phases";
import { recoveryMs } from "./recovery";

/** What one vantage point saw. */
export interface VantageReport {
	readonly vantage: string;
	readonly outage: OutageSummary;
}

/** What a drill showed. */
export interface DrillReport {
	readonly drill: string;
	/** Whose configuration was drilled; absent for the lab's own. */
	readonly subject?: string;
	/** What was done, in English words: where the log says it, which is of an older version then. */
	readonly title?: string;
	readonly lab: string;
	readonly cloud: string;
	readonly timing: string;
	/** What the fault should lead to. */
	readonly outcome: Outcome;
	/** The nodes that were hit. */
	readonly targets: readonly string[];
	/** Node that answered before the fault. */
	readonly before: string;
	/** Node that answered after the fault. */
	readonly after: string;
	/** Node that answered at the end, after healing. */
	readonly atEnd: string;
	readonly intervalMs: number;
	/** Milliseconds that were waited by chance before the fault. */
	readonly phaseMs: number;
	/** Wall-clock time of the begin, ISO 8601 in UTC; logs of older versions have none. */
	readonly startedAt?: string;
	/** What the moment of the fault was drawn from, where the log says it. */
	readonly seed?: number;
	readonly run?: number;
	/** What the vantage point saw that decides. */
	readonly outage: OutageSummary;
	/** The part of it that the fault cost: what is predicted, and what the phases explain. */
	readonly faultOutage: Outages;
	/** The part of it that healing cost, such as the way back of the address. */
	readonly healingOutage: Outages;
	/** All vantage points, the one that decides first. */
	readonly vantages: readonly VantageReport[];
	/** What became of connections that were kept open. */
	readonly connections: ConnectionSummary;
	readonly prediction?: KeptPrediction;
	/** Absent when nobody became master after the fault. */
	readonly phases?: Phases;
	/** Masters of the virtual router over time. */
	readonly owners: readonly OwnerSpan[];
	/** Milliseconds with two masters or more, from the fault on. */
	readonly twoOwnersMs: number;
	/** Milliseconds without a master, from the fault on. */
	readonly noOwnerMs: number;
	/** Milliseconds from the begin of healing until there was one master, and every request found it. */
	readonly recoveryMs: number;
	readonly audits: readonly Verdict[];
	readonly passed: boolean;
}

/**
 * Reports on a drill. Pure: a function of the log.
 *
 * @throws DrillError when the log is not of a complete drill
 */
export function reportDrill(log: EventLog): DrillReport {
	const view = viewOf(log);
	const { drill, faultNs, owners } = view;
	const endNs = owners.at(-1)?.toNs ?? faultNs;
	const audits = runAudits(view);
	const phases = phasesOf(log, drill, faultNs);
	return {
		drill: drill.drill,
		...(drill.subject === undefined ? {} : { subject: drill.subject }),
		...(drill.title !== undefined && { title: drill.title }),
		lab: drill.lab,
		cloud: drill.cloud,
		timing: drill.timing,
		outcome: drill.expectation.outcome,
		targets: drill.targets,
		before: view.before,
		after: view.after,
		atEnd: view.atEnd,
		intervalMs: drill.intervalMs,
		phaseMs: drill.phaseMs,
		...(drill.startedAt !== undefined && { startedAt: drill.startedAt }),
		...(drill.seed !== undefined && { seed: drill.seed }),
		...(drill.run !== undefined && { run: drill.run }),
		outage: view.outage,
		faultOutage: faultOutage(view),
		healingOutage: healingOutage(view),
		vantages: drill.vantages.map((vantage) => ({
			vantage,
			outage: summarizeOutage(samplesFrom(log, vantage)),
		})),
		connections: summarizeConnections(log),
		...(drill.prediction && { prediction: drill.prediction }),
		...(phases && { phases }),
		owners,
		twoOwnersMs: ownedMs(owners, (count) => count > 1, faultNs, endNs),
		noOwnerMs: ownedMs(owners, (count) => count === 0, faultNs, endNs),
		recoveryMs: recoveryMs(view),
		audits,
		passed: audits.every(({ passed }) => passed),
	};
}
