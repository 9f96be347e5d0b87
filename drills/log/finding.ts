import type { ExpectedOutcome } from "./expectation";

/** An audit: what must hold after a drill. The first one asks whether the fault led to what it should lead to. */
export type AuditId =
	| `outcome-${ExpectedOutcome}`
	| "well-before"
	| "within-prediction"
	| "hard-bound"
	| "other-addresses"
	| "one-owner-during-fault"
	| "one-master-after-healing"
	| "well-again"
	| "steady-nodes"
	| "two-masters"
	| "moved-back"
	| "did-not-move-back"
	| "did-not-move"
	| "cloud-follows-master"
	| "flapping"
	| "everybody-finds-master"
	| "only-master-answers"
	| "files-intact"
	| "left-overs"
	| "full-disks"
	| "whole-log";

/** What an audit may find, with its values. A node may be {@link NOBODY}. */
interface Findings {
	/** Who answered before the fault, and after it. */
	answered: { before: string; after: string };
	unnoticed: { before: string; after: string; lost: number; broken: number };
	"split-brain": { ms: number; lost: number };
	disturbed: { lost: number; atEnd: string };
	interrupted: { lost: number; last: string; atEnd: string };

	"lost-before": { lost: number; vantage: string; address: string };
	"nothing-lost-before": unknown;

	outage: {
		ms: number;
		maxMs: number;
		/** Whether arithmetic says {@link maxMs}, or the fault itself. */
		by: "prediction" | "limit";
		resolutionMs: number;
	};
	"longest-outage": {
		address: string;
		vantage: string;
		ms: number;
		allowedMs: number;
	};
	away: { address: string; ms: number; allowedMs: number };

	holders: { address: string; nodes: readonly string[] };
	masters: {
		/** The virtual router, where there are several. */
		instance?: string;
		masters: readonly string[];
		/** The nodes that have the address. */
		holders: readonly string[];
		/** Who answers, of the address that is drilled. */
		answers?: string;
	};
	"two-masters": { ms: number; allowedMs: number; afterHealing: boolean };

	"node-away": { node: string };
	"no-master": { instance: string };
	"several-masters": { instance: string; nodes: readonly string[] };
	"neither-master-nor-backup": {
		node: string;
		instance: string;
		/** Empty or absent where nothing says it. */
		state?: string;
	};
	"address-against-state": {
		node: string;
		instance: string;
		state: string;
		address: string;
		has: boolean;
	};
	"pair-well": unknown;

	"most-transitions": { times: number; allowed: number };
	transitions: {
		node: string;
		instance: string;
		times: number;
		allowed: number;
	};

	"way-back": { preferred: string; atEnd: string; ms: number; maxMs?: number };
	stayed: { atEnd: string; targets: readonly string[]; lost: number };

	"leads-to": {
		address: string;
		/** Absent where the address leads nowhere. */
		to?: string;
		masters: readonly string[];
		/** No event says why it leads there. */
		unexplained: boolean;
		/** It did not lead to the master before the fault. */
		astray: boolean;
	};
	changes: {
		address: string;
		times: number;
		allowed: number;
		/** Absent where masters come and go at random. */
		withinMinute?: { times: number; allowed: number };
	};

	"nobody-asked": { address: string; vantage: string };
	"unanswered-until-healing": { address: string; vantage: string };
	"answers-at-end": { address: string; vantage: string; node: string };
	"all-find-master": unknown;

	"wrong-answers": { times: number; nodes: readonly string[] };
	"only-master-answered": unknown;

	"not-seen-before": { node: string };
	"configuration-unread": { node: string };
	"file-changed": { node: string; path: string };
	"state-file-wrong": {
		node: string;
		instance: string;
		/** What the file says; it may be empty. */
		state: string;
		/** What keepalived was last. */
		last: string;
	};
	"files-same": unknown;

	zombie: { node: string; command: string };
	"runs-long": { node: string; command: string; seconds: number };
	"no-notify-script": { node: string };
	"several-notify-scripts": { node: string; times: number };
	"one-notify-script": unknown;

	/** Without an error the write went well. */
	write: { node: string; path: string; error?: string };
	"no-write": { node: string };
	"all-writes-failed": { error: string };

	"requests-missing": { times: number; address: string; vantage: string };
	"probe-ended": { address: string; vantage: string };
	"log-whole": unknown;
}

/** Something that an audit found, as data. */
export type Finding = {
	[K in keyof Findings]: { readonly kind: K } & Readonly<Findings[K]>;
}[keyof Findings];
