import { ENDING_NAMES } from "../../analysis/figures";
import { TEXTS } from "../../text";
import type { Catalogue } from "../../text/catalogue";
import type { FaultView, SetupView } from "../drill-set";
import { formatCount, formatMs } from "../format";
import { type Content, type Markup, markup } from "../markup";
import { faultTitle } from "../pictures";
import { words } from "./words";

type Column = keyof Catalogue["columns"];
type Figure = Exclude<Column, "fault" | "budget" | "prediction" | "verdict">;

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
		summary.failures.map(
			({ audit, times }) =>
				markup`<small>${t.auditFailed(t.audits[audit], times, summary.runs)}</small>`,
		),
	]);
}

/** The audits know what our nodes run: what others' configurations do is told, and not judged. */
function endingsText({ summary }: FaultView): Content {
	return words((t) =>
		ENDING_NAMES.map((ending) => {
			const times = summary.endings[ending] ?? 0;
			const text = t.ending[ending];
			return (
				times > 0 &&
				markup`<small>${times === summary.runs ? text : t.timesOf(text, times, summary.runs)}</small>`
			);
		}),
	);
}

/** Columns of figures; those that would say nothing in this setup are left out. */
function figuresIn(faults: readonly FaultView[]): readonly Figure[] {
	const any = (measure: (fault: FaultView) => number): boolean =>
		faults.some((fault) => measure(fault) > 0);
	const single = faults.every(({ runs }) => runs.length === 1);
	return [
		...(single
			? (["outage"] as const)
			: (["runs", "p50", "p95", "max"] as const)),
		"lost",
		...(any(({ summary }) => summary.healingMs) ? (["healing"] as const) : []),
		...(any(({ summary }) => summary.twoMastersMs)
			? (["twoMasters"] as const)
			: []),
		...(any(({ summary }) => summary.brokenConnections)
			? (["broken"] as const)
			: []),
	];
}

function figureIn(column: Figure, { summary }: FaultView): Markup {
	const number = (text: string): Markup => cell(column, "number", text);
	switch (column) {
		case "runs":
			return number(formatCount(summary.runs));
		case "outage":
		case "p50":
			return number(formatMs(summary.p50Ms));
		case "p95":
			return number(formatMs(summary.p95Ms));
		case "max":
			return number(formatMs(summary.maxMs));
		case "lost":
			return number(formatCount(summary.lost));
		case "healing":
			return number(formatMs(summary.healingMs));
		case "twoMasters":
			return cell(
				column,
				summary.twoMastersMs > 0 ? "number danger" : "number",
				formatMs(summary.twoMastersMs),
			);
		case "broken":
			return number(formatCount(summary.brokenConnections));
	}
}

function row(
	fault: FaultView,
	figures: readonly Figure[],
	subject: string | undefined,
	{ budgetMs, linkOf }: SummaryOptions,
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
	const id = linkOf(fault);
	return markup`<tr>
<td>${id === undefined ? summary.drill : markup`<a href="#${id}">${summary.drill}</a>`}<small>${words((t) => faultTitle(fault, t))}</small></td>
${figures.map((column) => figureIn(column, fault))}
${budgetMs !== undefined && cell("budget", "budget", budgetText(fault, budgetMs))}
${cell("prediction", "predicted", prediction ? `${formatMs(prediction.minMs).replace(/ ms$/, "")} – ${formatMs(prediction.maxMs)}` : "–")}
${outcome}
</tr>`;
}

/** What else a summary shows. */
interface SummaryOptions {
	readonly budgetMs: number | undefined;
	/** Id of the drill that a fault's row leads to; undefined where none is shown. */
	readonly linkOf: (fault: FaultView) => string | undefined;
}

/** One line per fault. */
export function summaryTable(
	{ faults, subject }: SetupView,
	options: SummaryOptions,
): Markup {
	const figures = figuresIn(faults);
	const columns: readonly Column[] = [
		"fault",
		...figures,
		...(options.budgetMs === undefined ? [] : (["budget"] as const)),
		"prediction",
		"verdict",
	];
	const isFigure = (column: Column): boolean =>
		figures.some((figure) => figure === column);
	return markup`<table><thead><tr>${columns.map(
		(column) =>
			markup`<th scope="col"${isFigure(column) && markup` class="number"`}>${words((t) => t.columns[column])}</th>`,
	)}</tr></thead><tbody>${faults.map((fault) => row(fault, figures, subject, options))}</tbody></table>`;
}
