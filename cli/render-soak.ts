import { figuresByFault } from "../drills/analysis/figures";
import type { SoakStepResult } from "../drills/soak/soak";
import { TEXTS } from "../drills/text";
import { findingsText } from "../drills/text/sentences";
import { renderDrillLine, renderSummaries } from "./render-drill";

/** One line for a step, and what did not hold. */
export const renderSoakStep = ({
	step,
	report,
	falseFailovers,
}: SoakStepResult): string =>
	`${renderDrillLine(report, step.number)}${falseFailovers > 0 ? `, ${falseFailovers} false failovers` : ""}`;

/** What a soak showed. */
export function renderSoak(
	results: readonly SoakStepResult[],
	seed: number,
): string {
	const violated = results.flatMap(({ step, violations }) =>
		violations.map(
			({ audit, findings }) =>
				`step ${step.number}, ${step.fault.id}: ${TEXTS.en.audits[audit]}: ${findingsText(findings, TEXTS.en)}`,
		),
	);
	const falseFailovers = results.reduce(
		(sum, result) => sum + result.falseFailovers,
		0,
	);
	return [
		renderSummaries(figuresByFault(results.map(({ report }) => report))),
		`${results.length} steps with seed ${seed}; ${falseFailovers} false failovers; ${violated.length} invariants violated`,
		...violated,
	].join("\n");
}
