import type { Ending } from "../../analysis/figures";
import type {
	ConnectionEvent,
	FaultEvent,
	MachineEvent,
} from "../../log/event-log";
import type { BandState, PhaseSpan } from "../timeline";
import type { Topology } from "../topology";

/** What stands around the machines' own words in a piece of a log. */
export interface EventWords {
	/** A machine, or what stands for one where a fault happens to none. */
	readonly place: (machine: string) => string;
	readonly action: Readonly<Record<FaultEvent["action"], string>>;
	/** A step of a fault; a command that a shell would take stays as it is. */
	readonly order: (command: string) => string;
	readonly power: Readonly<Record<MachineEvent["state"], string>>;
	readonly route: (destination: string, machine: string) => string;
	readonly routeDeleted: (destination: string) => string;
	readonly announcement: (machine: string, address: string) => string;
	readonly call: (action: string, machine: string | undefined) => string;
	readonly lost: (reason: string) => string;
	/** @param error absent when the write went well */
	readonly write: (
		machine: string,
		path: string,
		error: string | undefined,
	) => string;
	readonly connection: (
		connection: number,
		node: string,
		state: ConnectionEvent["state"],
	) => string;
}

/** All words of a report in one language. */
export interface Catalogue {
	/** The language's own name, for the switch. */
	readonly language: string;
	/** Names one after the other, and parts of a sentence. */
	readonly listed: (names: readonly string[]) => string;
	readonly clauses: (parts: readonly string[]) => string;
	readonly title: string;
	/** What the switch of languages is, for those who hear the page. */
	readonly languageSwitch: string;
	readonly passed: string;
	readonly failed: string;
	readonly verdict: (passed: number, all: number) => string;
	readonly facts: {
		readonly lab: string;
		readonly cloud: string;
		readonly timing: string;
		readonly date: string;
		readonly made: string;
		readonly seed: string;
		readonly machine: string;
		readonly probe: string;
		readonly budget: string;
	};
	readonly cores: (processor: string, cores: number) => string;
	readonly memory: (gib: number) => string;
	readonly everyMs: (intervalMs: number) => string;
	readonly clouds: Readonly<Record<string, string>>;
	readonly sections: {
		readonly summary: string;
		readonly distribution: string;
		readonly comparison: string;
		readonly topology: string;
		readonly drills: string;
	};
	readonly explain: {
		readonly distribution: string;
		readonly comparison: string;
		readonly timeline: string;
		readonly notDrawn: (runs: number) => string;
	};
	readonly columns: {
		readonly fault: string;
		readonly runs: string;
		readonly p50: string;
		readonly p95: string;
		readonly max: string;
		/** Instead of the three before it where each fault ran once. */
		readonly outage: string;
		readonly healing: string;
		readonly twoMasters: string;
		readonly broken: string;
		readonly lost: string;
		readonly budget: string;
		readonly prediction: string;
		readonly verdict: string;
	};
	/** How drills of a configuration ended that is compared, which no audit judges. */
	readonly ending: Readonly<Record<Ending, string>>;
	readonly timesOf: (what: string, times: number, runs: number) => string;
	readonly kept: string;
	readonly exceeded: (times: number, runs: number) => string;
	readonly auditFailed: (audit: string, times: number, runs: number) => string;
	readonly run: (run: number, runs: number) => string;
	readonly outage: string;
	/** What the fault cost, and what healing cost. */
	readonly outageParts: (fault: string, healing: string) => string;
	readonly lostOf: (lost: number, sent: number) => string;
	readonly nobody: string;
	readonly phases: string;
	readonly phase: Readonly<Record<PhaseSpan["phase"], string>>;
	readonly predicted: string;
	/** A prediction with its arithmetic, which the log has in English. */
	readonly prediction: (min: string, max: string, formula: string) => string;
	readonly masters: string;
	readonly mastersTime: (none: string, two: string) => string;
	readonly connections: string;
	readonly connectionsBroken: (broken: number, opened: number) => string;
	readonly began: string;
	/** What the moment of the fault was drawn from. */
	readonly drawnFrom: (seed: number, run: number) => string;
	readonly eventLog: string;
	readonly events: EventWords;
	readonly audits: string;
	readonly overBudget: (budget: string) => string;
	readonly bands: Readonly<Record<BandState, string>>;
	/** The time with several masters, beside the nodes' bands. */
	readonly twoMasters: string;
	readonly afterFault: string;
	readonly wholeDrill: string;
	readonly milliseconds: string;
	readonly inject: string;
	readonly heal: string;
	readonly announcement: string;
	readonly route: string;
	/** How a floating address is led to its holder. */
	readonly vipBy: Readonly<Record<Topology["by"], string>>;
	readonly ours: string;
	/** Whose configuration ran: `seed:kingsoft` is Kingsoft's tutorial. */
	readonly subject: (subject: string) => string;
	readonly median: string;
	readonly legend: {
		readonly runPassed: string;
		readonly runFailed: string;
		readonly median: string;
		readonly predicted: string;
		readonly budget: string;
	};
	readonly topology: {
		readonly client: string;
		readonly bastion: string;
		readonly neighbour: string;
		readonly internet: string;
		readonly holds: string;
		readonly by: Readonly<Record<"havip" | "route", string>>;
	};
	/** What is done by each fault; the log's own English title stands in for one that is missing. */
	readonly faults: Readonly<Record<string, string>>;
	/** What each audit demands; its own English name stands in for one that is missing. */
	readonly audit: Readonly<Record<string, string>>;
}
