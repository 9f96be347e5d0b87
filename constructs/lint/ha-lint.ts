import { Annotations, Aspects, type IAspect, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { propError } from "../common/checks";
import type { LintRule, LintRuleInfo, LintSeverity } from "./rule";
import { LINT_RULES } from "./rules";
import {
	outputFacts,
	pairFacts,
	ResourceCache,
	resourceFacts,
} from "./synthesized";

/** That a rule's findings are known and meant. */
export interface LintSuppression {
	/** Id of the rule. */
	readonly id: string;
	/** Why the rule does not apply here; for those who read the code later. */
	readonly reason: string;
}

/** Props of {@link HaLint.apply}. */
export interface HaLintProps {
	/**
	 * Rules that are not applied.
	 *
	 * @default - none
	 */
	readonly suppress?: readonly LintSuppression[];
}

/** Something that a rule found. */
export interface LintFinding {
	readonly id: string;
	readonly severity: LintSeverity;
	/** Path of the construct. */
	readonly path: string;
	/** What is wrong there. */
	readonly problem: string;
}

/** Suppressions of single constructs and what is below them, by construct. */
const suppressedAt = new WeakMap<IConstruct, Set<string>>();

/** Checks suppressions, and returns the ids. */
function idsOf(
	scope: IConstruct,
	suppressions: readonly LintSuppression[],
): string[] {
	return suppressions.map(({ id, reason }, index) => {
		if (!LINT_RULES.some((rule) => rule.id === id)) {
			throw propError(
				scope,
				`suppress[${index}].id`,
				`"${id}" is no rule; the rules are ${LINT_RULES.map((rule) => rule.id).join(", ")}`,
			);
		}
		if (reason.trim() === "") {
			throw propError(
				scope,
				`suppress[${index}].reason`,
				`is empty; say why ${id} does not apply, for those who read this later`,
			);
		}
		return id;
	});
}

/**
 * Looks for what makes a pair less available or less safe than it could be. When the stack is synthesized, errors stop
 * it and warnings are printed; each says what was found, why it matters and what to do.
 */
export class HaLint implements IAspect {
	/** All rules, by their ids. */
	static readonly rules: readonly LintRuleInfo[] = LINT_RULES;

	/**
	 * Applies the rules to a stack, to all stacks that an app has by now, or to a part of a stack.
	 *
	 * @throws DesignError when a suppression names no rule or gives no reason
	 */
	static apply(scope: IConstruct, props: HaLintProps = {}): HaLint {
		const lint = new HaLint(new Set(idsOf(scope, props.suppress ?? [])));
		// cdktf does not look for aspects above a stack.
		const stacks = scope.node.findAll().filter(TerraformStack.isStack);
		for (const target of stacks.length > 0 ? stacks : [scope]) {
			Aspects.of(target).add(lint);
		}
		return lint;
	}

	/**
	 * Keeps rules away from one construct and what is below it.
	 *
	 * @throws DesignError when a suppression names no rule or gives no reason
	 */
	static suppress(
		construct: IConstruct,
		...suppressions: readonly LintSuppression[]
	): void {
		const ids = suppressedAt.get(construct) ?? new Set();
		for (const id of idsOf(construct, suppressions)) {
			ids.add(id);
		}
		suppressedAt.set(construct, ids);
	}

	private readonly found: LintFinding[] = [];
	private readonly cache = new ResourceCache();

	private constructor(private readonly suppressed: ReadonlySet<string>) {}

	/** What was found, in the order in which it was; empty before the synthesis. */
	get findings(): readonly LintFinding[] {
		return this.found;
	}

	visit(construct: IConstruct): void {
		const resource = resourceFacts(construct, this.cache);
		const pair = pairFacts(construct, this.cache);
		const output = outputFacts(construct);
		if (resource === undefined && pair === undefined && output === undefined) {
			return;
		}
		for (const rule of LINT_RULES) {
			if (!this.isSuppressed(rule, construct)) {
				const problems = [
					...((resource && rule.checkResource?.(resource)) ?? []),
					...((pair && rule.checkPair?.(pair)) ?? []),
					...((output && rule.checkOutput?.(output)) ?? []),
				];
				for (const problem of problems) {
					this.report(rule, construct, problem);
				}
			}
		}
	}

	private isSuppressed(rule: LintRule, construct: IConstruct): boolean {
		return (
			this.suppressed.has(rule.id) ||
			construct.node.scopes.some((scope) =>
				suppressedAt.get(scope)?.has(rule.id),
			)
		);
	}

	private report(rule: LintRule, construct: IConstruct, problem: string): void {
		const { id, severity, reason, remedy } = rule;
		this.found.push({ id, severity, path: construct.node.path, problem });
		const message = `${id}: ${problem}. ${reason} ${remedy}`;
		if (severity === "error") {
			Annotations.of(construct).addError(message);
		} else if (severity === "warning") {
			Annotations.of(construct).addWarning(message);
		}
	}
}
