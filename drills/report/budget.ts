import type { DrillReport } from "../analysis/drill-report";
import { unavailableMs } from "../analysis/figures";

/**
 * Whether a drill took longer than allowed. What nobody can survive has no budget.
 *
 * @param budgetMs milliseconds without service; undefined allows any
 */
export const isOverBudget = (
	report: DrillReport,
	budgetMs: number | undefined,
): boolean =>
	budgetMs !== undefined &&
	report.outcome !== "interruption" &&
	unavailableMs(report) > budgetMs;
