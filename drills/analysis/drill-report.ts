import { defined } from "../../base/defined";
import type { EventLog } from "../log/event-log";
import type { DrillEvent } from "../log/events";
import type { ExpectedOutcome } from "../log/expectation";
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

/** What a drill was and what it showed. */
export interface DrillReport
	extends Omit<DrillEvent, "type" | "timeNs" | "expectation" | "vantages"> {
	/** What the fault should lead to. */
	readonly outcome: ExpectedOutcome;
	/** Node that answered before the fault. */
	readonly before: string;
	/** Node that answered after the fault. */
	readonly after: string;
	/** Node that answered at the end, after healing. */
	readonly atEnd: string;
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
	const { type: _, timeNs: __, expectation, vantages, ...facts } = drill;
	return {
		...facts,
		outcome: expectation.outcome,
		before: view.before,
		after: view.after,
		atEnd: view.atEnd,
		outage: view.outage,
		faultOutage: faultOutage(view),
		healingOutage: healingOutage(view),
		vantages: vantages.map((vantage) => ({
			vantage,
			outage: summarizeOutage(samplesFrom(log, vantage)),
		})),
		connections: summarizeConnections(log),
		...defined({ phases: phasesOf(log, drill, faultNs) }),
		owners,
		twoOwnersMs: ownedMs(owners, (count) => count > 1, faultNs, endNs),
		noOwnerMs: ownedMs(owners, (count) => count === 0, faultNs, endNs),
		recoveryMs: recoveryMs(view),
		audits,
		passed: audits.every(({ passed }) => passed),
	};
}
