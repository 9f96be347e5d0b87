import { z } from "zod";

/** What can go wrong with a cloud's API. */
export const FAULT_KINDS = [
	/** Each request takes `milliseconds` longer. */
	"latency",
	/** The cloud's code for too many requests. */
	"throttle",
	/** The cloud's code for an internal error; nothing was changed. */
	"server-error",
	/** No answer for `milliseconds`, then the connection breaks; nothing was changed. */
	"timeout",
	/** Nobody listens: new connections are refused, open ones are reset. */
	"refuse",
	/** The cloud's code for another change being under way. Changes only. */
	"task-conflict",
	/** Answers are `milliseconds` old. Describing actions only. */
	"stale-read",
	/** The cloud's code for a token that has expired. */
	"expired-credential",
	/** The action is carried out, then the connection breaks. */
	"lost-answer",
	/** Next hops have other ids than the metadata service gives the instances. Some clouds only, describing actions only. */
	"other-ids",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Kinds that say for how long. */
const TIMED: readonly FaultKind[] = ["latency", "timeout", "stale-read"];

/** A client gives up long before. */
const LONGEST_MILLISECONDS = 600_000;

/** How long a `timeout` holds a connection when its rule does not say. */
export const DEFAULT_TIMEOUT_MILLISECONDS = 60_000;

/** What the parts of a rule are called where it is given. */
export type RuleWords = Readonly<
	Record<
		"milliseconds" | "action" | "changes" | "probability" | "count",
		string
	>
>;

/** As programs give it. */
const KEYS: RuleWords = {
	milliseconds: "milliseconds",
	action: "action",
	changes: "changes",
	probability: "probability",
	count: "count",
};

/** What is wrong with a part of a rule. */
interface Contradiction {
	readonly part: keyof RuleWords;
	readonly message: string;
}

/** What does not go together in a rule, in the words of whom it is from; nothing when all is well. */
export function contradictions(
	rule: { readonly kind: FaultKind } & Readonly<
		Partial<Record<keyof RuleWords, unknown>>
	>,
	words: RuleWords = KEYS,
): readonly Contradiction[] {
	const { kind, milliseconds } = rule;
	const found: Contradiction[] = [];
	const wrong = (part: keyof RuleWords, message: string) =>
		found.push({ part, message });
	if (milliseconds !== undefined && !TIMED.includes(kind)) {
		wrong(
			"milliseconds",
			`${kind} takes no ${words.milliseconds}; ${TIMED.join(", ")} do`,
		);
	}
	if (
		milliseconds === undefined &&
		(kind === "latency" || kind === "stale-read")
	) {
		wrong(
			"milliseconds",
			`${kind} needs ${words.milliseconds}, for example ${words.milliseconds} 500`,
		);
	}
	if (kind === "refuse") {
		for (const part of ["action", "changes", "probability", "count"] as const) {
			if (rule[part] !== undefined) {
				wrong(
					part,
					`refuse takes no ${words[part]}: it concerns connections, not requests`,
				);
			}
		}
	}
	if (kind === "stale-read" && rule.changes) {
		wrong(
			"changes",
			`stale-read takes no ${words.changes}: changes are never answered with what was`,
		);
	}
	if (kind === "other-ids" && rule.changes) {
		wrong(
			"changes",
			`other-ids takes no ${words.changes}: it concerns what describing actions answer`,
		);
	}
	return found;
}

/** A fault to inject. */
export const faultRule = z
	.strictObject({
		kind: z.enum(FAULT_KINDS),
		/** Name of an action, `*` at the end stands for anything; without it, every action that the kind fits. */
		action: z
			.string()
			.regex(
				/^[A-Za-z]*\*?$/,
				"the name of an action such as DescribeRoutes, or its beginning and *",
			)
			.optional(),
		/** Only requests that change something: a look at the routes, which timers take too, is no strike. */
		changes: z.literal(true).optional(),
		/** How long, or how old; for `latency`, `timeout` (default 60,000) and `stale-read`. */
		milliseconds: z.number().int().min(0).max(LONGEST_MILLISECONDS).optional(),
		/** Of the requests that fit. @default 1 */
		probability: z.number().gt(0).max(1).optional(),
		/** After so many requests the rule is gone. @default no limit */
		count: z.number().int().min(1).optional(),
		/** When the rule ends, in milliseconds since 1970. @default never */
		untilMs: z.number().int().min(0).optional(),
	})
	.superRefine((rule, context) => {
		for (const { part, message } of contradictions(rule)) {
			context.addIssue({ code: "custom", path: [part], message });
		}
	});

export type FaultRule = z.infer<typeof faultRule>;

/** A rule that is in force, by the name under which it can be taken away. */
export interface FaultInForce {
	readonly id: string;
	readonly rule: FaultRule;
	/** How many requests it has inForce. */
	readonly strikes: number;
}

/** The faults that are in force. Chance and time are handed in, so that a run can be repeated. */
export class Faults {
	private faults: FaultInForce[] = [];
	private serial = 0;
	private readonly listeners = new Set<() => void>();

	/**
	 * @param random a number from 0 up to 1
	 * @param now milliseconds since 1970
	 */
	constructor(
		private readonly random: () => number = Math.random,
		private readonly now: () => number = Date.now,
	) {}

	/** Puts a rule that was checked with {@link faultRule} in force. */
	add(rule: FaultRule): FaultInForce {
		const fault = { id: `fault-${++this.serial}`, rule, strikes: 0 };
		this.faults.push(fault);
		this.tell();
		return fault;
	}

	/** Whether there was one. */
	remove(id: string): boolean {
		const rest = this.faults.filter((fault) => fault.id !== id);
		const found = rest.length < this.faults.length;
		this.faults = rest;
		this.tell();
		return found;
	}

	clear(): void {
		this.faults = [];
		this.tell();
	}

	list(): readonly FaultInForce[] {
		const now = this.now();
		this.faults = this.faults.filter(
			({ rule }) => rule.untilMs === undefined || now < rule.untilMs,
		);
		return this.faults;
	}

	/** Calls back after each change; returns how to stop that. */
	onChange(listener: () => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** The faults that strike a request, at most one of each kind. */
	inForceFor(action: string, mutates: boolean): FaultsInForce {
		const inForce: Partial<Record<FaultKind, FaultRule>> = {};
		for (const fault of this.list()) {
			const { rule } = fault;
			if (
				inForce[rule.kind] === undefined &&
				fits(rule, action, mutates) &&
				(rule.probability === undefined || this.random() < rule.probability)
			) {
				inForce[rule.kind] = rule;
				this.count(fault);
			}
		}
		return inForce;
	}

	/** How long nobody should listen, in milliseconds; 0 when somebody should. */
	refusesFor(): number {
		const ends = this.list().flatMap(({ rule }) =>
			rule.kind === "refuse" ? [rule.untilMs ?? Number.POSITIVE_INFINITY] : [],
		);
		return ends.length === 0 ? 0 : Math.max(...ends) - this.now();
	}

	private count(fault: FaultInForce): void {
		const strikes = fault.strikes + 1;
		this.faults = this.faults.flatMap((each) =>
			each.id !== fault.id
				? [each]
				: fault.rule.count !== undefined && strikes >= fault.rule.count
					? []
					: [{ ...fault, strikes }],
		);
	}

	private tell(): void {
		for (const listener of this.listeners) {
			listener();
		}
	}
}

/** By kind, the rule that inForce. */
export type FaultsInForce = Readonly<Partial<Record<FaultKind, FaultRule>>>;

/** Whether a rule can strike a request. */
export function fits(
	rule: FaultRule,
	action: string,
	mutates: boolean,
): boolean {
	if (rule.changes && !mutates) {
		return false;
	}
	switch (rule.kind) {
		case "refuse":
			return false;
		case "task-conflict":
			return mutates && matches(rule.action, action);
		case "stale-read":
		case "other-ids":
			return !mutates && matches(rule.action, action);
		case "latency":
		case "throttle":
		case "server-error":
		case "timeout":
		case "expired-credential":
		case "lost-answer":
			return matches(rule.action, action);
	}
}

/** Whether a name is meant by a pattern that may end in `*`. */
export function matches(pattern: string | undefined, name: string): boolean {
	return (
		pattern === undefined ||
		(pattern.endsWith("*")
			? name.startsWith(pattern.slice(0, -1))
			: name === pattern)
	);
}
