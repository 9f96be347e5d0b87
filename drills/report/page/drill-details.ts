import type { Verdict } from "../../analysis/audits/audit";
import type { DrillReport } from "../../analysis/drill-report";
import { endingOf } from "../../analysis/figures";
import { NOBODY } from "../../log/nobody";
import type { Catalogue } from "../../text/catalogue";
import { findingsText, formulaText } from "../../text/sentences";
import type { DrillRunView, FaultView } from "../drill-set";
import { logSlice } from "../event-text";
import { formatMs } from "../format";
import { type Content, type Markup, markup } from "../markup";
import type { DrawnPicture } from "../pictures";
import { figure } from "./picture";
import { words } from "./words";

const fact = (
	name: (t: Catalogue) => string,
	value: Content,
): Markup => markup`<div><dt>${words(name)}</dt><dd>${value}</dd></div>
`;

const nodeName = (node: string, t: Catalogue): string =>
	node === NOBODY ? t.nobody : node;

function phasesText({ phases }: DrillReport, t: Catalogue): Content {
	if (phases === undefined) {
		return "–";
	}
	const parts = [
		[t.phase.effect, phases.effectMs],
		[t.phase.detection, phases.detectionMs],
		[t.phase.election, phases.electionMs],
		[t.phase.announcement, phases.announcementMs],
		[t.phase.client, phases.clientMs],
	] as const;
	return t.clauses(
		parts.flatMap(([name, ms]) =>
			ms === undefined ? [] : `${name} ${formatMs(ms)}`,
		),
	);
}

/** An audit, with the piece of the log where it failed; what two failures have in common is shown once. */
function auditItems(audits: readonly Verdict[]): readonly Markup[] {
	const shown = new Set<string>();
	const failedFirst = audits.toSorted(
		(left, right) => Number(left.passed) - Number(right.passed),
	);
	return failedFirst.map(({ audit, passed, findings, evidence = [] }) => {
		const slice = logSlice(evidence);
		const again = slice === "" || shown.has(slice);
		shown.add(slice);
		return markup`<li${!passed && markup` class="failed"`}>${passed ? "✔" : "✖"} ${words((t) => t.audits[audit])} <span class="what">${words((t) => findingsText(findings, t))}</span>${!again && markup`<pre>${words((t) => logSlice(evidence, t.events))}</pre>`}</li>
`;
	});
}

interface DetailsProps {
	readonly fault: FaultView;
	readonly run: DrillRunView;
	readonly picture: DrawnPicture | undefined;
	readonly budgetMs: number | undefined;
	readonly open: boolean;
}

/** One drill: its picture, what it showed, its audits. */
export function drillDetails({
	fault: { runs },
	run,
	picture,
	budgetMs,
	open,
}: DetailsProps): Markup {
	const { report, file, date, overBudget } = run;
	const { prediction, seed, run: number, subject } = report;
	// The audits know what our nodes run: others' configurations are not judged.
	const judged = subject === undefined;
	const passed = !judged || (report.passed && !overBudget);
	const outcome = words((t) => {
		if (!judged) {
			return t.ending[endingOf(report)];
		}
		return passed ? `✔ ${t.passed}` : `✖ ${t.failed}`;
	});
	return markup`<details id="${run.id}"${!passed && markup` class="failed"`}${open && markup` open`}>
<summary><span class="outcome">${outcome}</span> <span>${words((t) => t.clauses([report.drill, t.run(run.run, runs.length)]))}</span> <span>${formatMs(report.faultOutage.totalMs)}</span> <span>${report.before} → ${words((t) => nodeName(report.after, t))} → ${words((t) => nodeName(report.atEnd, t))}</span></summary>
<div class="inside">
${picture && figure(picture)}
<dl>
${fact(
	(t) => t.outage,
	[
		words((t) =>
			t.outageParts(
				formatMs(report.faultOutage.totalMs),
				formatMs(report.healingOutage.totalMs),
			),
		),
		overBudget &&
			budgetMs !== undefined &&
			words((t) => `: ${t.overBudget(formatMs(budgetMs))}`),
	],
)}${report.vantages.map(({ vantage, outage }) =>
	fact(
		() => vantage,
		words((t) => t.lostOf(outage.lost, outage.sent)),
	),
)}${fact(
	(t) => t.phases,
	words((t) => phasesText(report, t)),
)}${
	prediction &&
	fact(
		(t) => t.predicted,
		words((t) =>
			t.prediction(
				formatMs(prediction.minMs),
				formatMs(prediction.maxMs),
				formulaText(prediction, t),
			),
		),
	)
}${fact(
	(t) => t.masters,
	words((t) =>
		t.mastersTime(formatMs(report.noOwnerMs), formatMs(report.twoOwnersMs)),
	),
)}${
	report.connections.opened > 0 &&
	fact(
		(t) => t.connections,
		words((t) =>
			t.connectionsBroken(report.connections.broken, report.connections.opened),
		),
	)
}${
	date !== undefined &&
	fact(
		(t) => t.began,
		[
			`${date.slice(0, 19).replace("T", " ")} UTC`,
			seed !== undefined &&
				number !== undefined &&
				words((t) => t.drawnFrom(seed, number)),
		],
	)
}${fact((t) => t.eventLog, file)}</dl>
${
	judged &&
	markup`<ul>
${auditItems(report.audits)}</ul>
`
}
</div>
</details>
`;
}
