import type { OutageTerm } from "../../design/outage-term";
import type { ConnectionEvent, FaultEvent, MachineEvent } from "../log/events";
import type { AuditId, Finding } from "../log/finding";
import type { Step } from "../log/step";
import type { FaultName } from "./en/faults";
import type { Words } from "./say";

/** What stands around the machines' own words in a piece of a log. */
export interface EventWords {
	/** A machine, or what stands for one where a fault happens to none. */
	readonly place: (machine: string) => string;
	readonly action: Readonly<Record<FaultEvent["action"], string>>;
	/** A step of a fault; a command that a shell would take is no word of a language. */
	readonly steps: Words<Step>;
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

/** The words of a report's page and pictures. */
export interface PageWords {
	/** The language's own name, for the switch. */
	readonly language: string;
	/** Names one after the other, parts of a sentence, and sentences. */
	readonly listed: (names: readonly string[]) => string;
	readonly clauses: (parts: readonly string[]) => string;
	readonly sentences: (parts: readonly string[]) => string;
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
	/** A cloud's name. */
	readonly cloud: (id: string) => string;
	readonly everyMs: (intervalMs: number) => string;
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
	readonly ending: {
		readonly "as-expected": string;
		readonly "served-by-the-same": string;
		readonly "nobody-served": string;
		readonly noticed: string;
		readonly "not-back": string;
		readonly other: string;
	};
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
	readonly phase: {
		readonly effect: string;
		readonly detection: string;
		readonly election: string;
		readonly announcement: string;
		readonly client: string;
	};
	readonly predicted: string;
	/** A prediction with its arithmetic. */
	readonly prediction: (min: string, max: string, formula: string) => string;
	readonly masters: string;
	readonly mastersTime: (none: string, two: string) => string;
	readonly connections: string;
	readonly connectionsBroken: (broken: number, opened: number) => string;
	readonly began: string;
	/** What the moment of the fault was drawn from. */
	readonly drawnFrom: (seed: number, run: number) => string;
	readonly eventLog: string;
	readonly overBudget: (budget: string) => string;
	readonly bands: {
		readonly master: string;
		readonly backup: string;
		readonly fault: string;
		readonly stop: string;
		readonly off: string;
		readonly frozen: string;
		readonly booting: string;
	};
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
	readonly vipBy: { readonly havip: string; readonly route: string };
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
		readonly by: { readonly havip: string; readonly route: string };
	};
}

/** All that a drill's report says, in one language. */
export interface Catalogue extends PageWords {
	readonly events: EventWords;
	/** What is done by each fault. */
	readonly faults: Readonly<Record<FaultName, string>>;
	/** What each audit demands. */
	readonly audits: Readonly<Record<AuditId, string>>;
	/** What the audits found. */
	readonly findings: Words<Finding>;
	/** What a predicted outage is made of. */
	readonly terms: Words<OutageTerm>;
}
