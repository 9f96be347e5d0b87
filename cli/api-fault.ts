import { defined } from "../base/defined";
import { CLOUD_IDS, CLOUDS, type CloudId } from "../design/clouds";
import {
	contradictions,
	type FaultKind,
	type FaultRule,
	fits,
	type RuleWords,
} from "../local/api/faults";
import { DIALECTS } from "../local/clouds/dialects";
import { LocalLabError } from "../local/host/errors";

/** A fault of the API, as the command line says it. */
export interface FaultOptions {
	readonly action?: string;
	readonly changes?: true;
	readonly ms?: number;
	readonly count?: number;
	readonly probability?: number;
	/** Seconds from now. */
	readonly for?: number;
}

const WORDS: RuleWords = {
	milliseconds: "--ms",
	action: "--action",
	changes: "--changes",
	probability: "--probability",
	count: "--count",
};

const partsOf = (
	kind: FaultKind,
	{ action, changes, ms, count, probability }: FaultOptions,
): FaultRule =>
	defined({ kind, action, changes, milliseconds: ms, count, probability });

/** The options that do not go with a kind of fault, as sentences in the words of the command line. */
export const mistakesIn = (
	kind: FaultKind,
	options: FaultOptions,
): readonly string[] =>
	contradictions(partsOf(kind, options), WORDS).map(
		({ message }) => `${message}.`,
	);

/** @param now milliseconds since 1970 */
export const faultRuleOf = (
	kind: FaultKind,
	options: FaultOptions,
	now: number,
): FaultRule => ({
	...partsOf(kind, options),
	...(options.for === undefined
		? {}
		: { untilMs: Math.round(now + options.for * 1000) }),
});

const knowsKind = (cloud: CloudId, kind: FaultKind): boolean =>
	kind !== "other-ids" || DIALECTS[cloud].api().knowsOtherIds === true;

/**
 * What is wrong with a rule in a cloud: its API has no such fault, or no such action.
 *
 * @returns a sentence with what would be allowed, or undefined when the rule strikes something
 */
export function mistakeFor(
	cloud: CloudId,
	rule: FaultRule,
): string | undefined {
	const able = CLOUD_IDS.filter((id) => knowsKind(id, rule.kind));
	if (!able.includes(cloud)) {
		return `${rule.kind} is a fault of ${able.map((id) => CLOUDS[id].title).join(" and ")} only, and this lab is one of ${CLOUDS[cloud].title}.`;
	}
	const actions = Object.entries(DIALECTS[cloud].api().actions);
	const struckBy = (wanted: FaultRule): readonly string[] =>
		actions
			.filter(([name, { mutates }]) => fits(wanted, name, mutates))
			.map(([name]) => name);
	const { action, ...anyAction } = rule;
	if (action === undefined || struckBy(rule).length > 0) {
		return undefined;
	}
	const what = rule.changes ? `${rule.kind} --changes` : rule.kind;
	return `${what} affects no action ${action} of ${CLOUDS[cloud].title}; allowed: ${struckBy(anyAction).join(", ")}, or the beginning of a name and *.`;
}

/** @throws LocalLabError when the nodes of a lab ask no API, so that nothing would notice a fault of it */
export function requireApiUse(pair: {
	readonly vips: readonly { readonly kind: string }[];
}): void {
	if (pair.vips.every(({ kind }) => kind !== "route")) {
		throw new LocalLabError(
			"A fault of the API would change nothing in this lab: its nodes move the address by ARP and ask no API.",
			{
				remedy:
					"Run a lab with a routed address, for example: halab up route-nexthop",
			},
		);
	}
}
