import { ENDING_NAMES, figuresOf } from "../../compare/figures";
import type { FaultView, SetupView } from "../drill-set";
import { formatCount, formatMs } from "../format";
import { type Content, type Markup, markup } from "../markup";
import { faultTitle } from "../pictures";
import { TEXTS } from "../text";
import type { Catalogue } from "../text/catalogue";
import { words } from "./words";

type Column = keyof Catalogue["columns"];

const cell = (column: Column, kind: string, content: Content): Markup =>
	markup`<td class="${kind}" data-en="${TEXTS.en.columns[column]}" data-zh="${TEXTS.zh.columns[column]}">${content}</td>`;

function budgetText(fault: FaultView, budgetMs: number | undefined): Content {
	if (
		budgetMs === undefined ||
		fault.runs[0]?.report.outcome === "interruption"
	) {
		return "–";
	}
	return words((t) => [
		formatMs(budgetMs),
		markup`<small>${
			fault.overBudget === 0
				? t.kept
				: t.exceeded(fault.overBudget, fault.runs.length)
		}</small>`,
	]);
}

function verdictText({ summary, passed }: FaultView): Content {
	return words((t) => [
		markup`<span class="verdict-line">${passed ? `✔ ${t.passed}` : `✖ ${t.failed}`}</span>`,
		Object.entries(summary.failures).map(
			([audit, times]) =>
				markup`<small>${t.auditFailed(t.audit[audit] ?? audit, times, summary.runs)}</small>`,
		),
	]);
}

/** The audits know what our nodes run: what others' configurations do is told, and not judged. */
function endingsText({ runs, summary }: FaultView): Content {
	const { endings } = figuresOf(runs.map(({ report }) => report));
	return words((t) =>
		ENDING_NAMES.map((ending) => {
			const times = endings[ending] ?? 0;
			const text = t.ending[ending];
			return (
				times > 0 &&
				markup`<small>${times === summary.runs ? text : t.timesOf(text, times, summary.runs)}</small>`
			);
		}),
	);
}

function row(
	fault: FaultView,
	subject: string | undefined,
	budgetMs: number | undefined,
): Markup {
	const { summary, prediction } = fault;
	const outcome =
		subject === undefined
			? cell(
					"verdict",
					fault.passed ? "whole" : "whole failed",
					verdictText(fault),
				)
			: cell("verdict", "whole", endingsText(fault));
	return markup`<tr>
<td>${summary.drill}<small>${words((t) => faultTitle(fault, t))}</small></td>
${cell("runs", "number", formatCount(summary.runs))}
${cell("p50", "number", formatMs(summary.p50Ms))}
${cell("p95", "number", formatMs(summary.p95Ms))}
${cell("max", "number", formatMs(summary.maxMs))}
${cell("lost", "number", formatCount(summary.lost))}
${cell("budget", "budget", budgetText(fault, budgetMs))}
${cell("prediction", "predicted", prediction ? `${formatMs(prediction.minMs).replace(/ ms$/, "")} – ${formatMs(prediction.maxMs)}` : "–")}
${outcome}
</tr>`;
}

const NUMBERS: readonly Column[] = ["runs", "p50", "p95", "max", "lost"];
const COLUMNS: readonly Column[] = [
	"fault",
	...NUMBERS,
	"budget",
	"prediction",
	"verdict",
];

/** One line per fault. */
export const summaryTable = (
	{ faults, subject }: SetupView,
	budgetMs: number | undefined,
): Markup =>
	markup`<table><thead><tr>${COLUMNS.map(
		(column) =>
			markup`<th scope="col"${NUMBERS.includes(column) && markup` class="number"`}>${words((t) => t.columns[column])}</th>`,
	)}</tr></thead><tbody>${faults.map((fault) => row(fault, subject, budgetMs))}</tbody></table>`;
