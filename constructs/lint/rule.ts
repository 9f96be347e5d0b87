import type { IHaPair } from "../ha-pair";
import type { MachineResource, ResourceFacts } from "./resource-facts";

/**
 * What a finding does: an `error` stops the synthesis, a `warning` is printed, an `info` stays in
 * {@link HaLint.findings}.
 */
export type LintSeverity = "error" | "warning" | "info";

/** A pair with what belongs to it. */
export interface PairFacts {
	readonly pair: IHaPair;
	/** The machines that the pair makes; empty for one that exists already. */
	readonly machines: readonly MachineResource[];
}

/** An output of a stack, tokens filled in. */
export interface OutputFacts {
	readonly name: string;
	readonly value: unknown;
}

/** What people need to know of a rule. */
export interface LintRuleInfo {
	/** Kebab-case; what a suppression names. */
	readonly id: string;
	readonly severity: LintSeverity;
	/** Why it matters, one sentence. */
	readonly reason: string;
	/** What to do about it, one sentence. */
	readonly remedy: string;
}

/** One thing that a highly available pair should or should not be. A rule looks at what it has a check for. */
export interface LintRule extends LintRuleInfo {
	/** What is wrong with a Terraform resource; nothing when it is as it should be. */
	readonly checkResource?: (resource: ResourceFacts) => readonly string[];
	/** What is wrong with a pair. */
	readonly checkPair?: (facts: PairFacts) => readonly string[];
	/** What is wrong with an output. */
	readonly checkOutput?: (output: OutputFacts) => readonly string[];
}
