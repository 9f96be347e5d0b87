export {
	HaLint,
	type HaLintProps,
	type LintFinding,
	type LintSuppression,
} from "./ha-lint";
export type { LintRuleInfo, LintSeverity } from "./rule";
