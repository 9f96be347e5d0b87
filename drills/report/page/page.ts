import { createHash } from "node:crypto";
import { TEXTS } from "../../text";
import type { Catalogue } from "../../text/catalogue";
import { LANGUAGES } from "../../text/language";
import type { DrillSetView, SetupView } from "../drill-set";
import { slowestRun } from "../drill-set";
import { formatMs } from "../format";
import { type Content, Markup, markup } from "../markup";
import {
	countRuns,
	drawnRuns,
	faultTitle,
	type Pictures,
	setupTitle,
} from "../pictures";
import { drillDetails } from "./drill-details";
import { figure } from "./picture";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { summaryTable } from "./summary-table";
import { words } from "./words";

const hashOf = (text: string): string =>
	`'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing from elsewhere, and of scripts and styles only the page's own. */
const POLICY = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;

const distinct = (values: readonly string[], t: Catalogue): string =>
	t.listed([...new Set(values)]);

const day = (date: string): string => date.slice(0, 16).replace("T", " ");

function dates({ setups }: DrillSetView): string {
	const all = setups
		.flatMap(({ faults }) => faults.flatMap(({ runs }) => runs))
		.flatMap(({ date }) => (date === undefined ? [] : [date]))
		.sort();
	const [first, last] = [all[0], all.at(-1)];
	if (first === undefined || last === undefined) {
		return "–";
	}
	return day(first) === day(last)
		? `${day(first)} UTC`
		: `${day(first)} – ${day(last).slice(first.slice(0, 10) === last.slice(0, 10) ? 11 : 0)} UTC`;
}

function facts(view: DrillSetView): readonly Markup[] {
	const { context } = view;
	// What ours is compared with has a heading of its own.
	const own = view.setups.filter(({ subject }) => subject === undefined);
	const setups = own.length > 0 ? own : view.setups;
	const { machine, seed, budgetMs } = context;
	const reports = setups.flatMap(({ faults }) =>
		faults.flatMap(({ runs }) => runs.map(({ report }) => report)),
	);
	const seeds = (
		seed === undefined ? reports.map((report) => report.seed) : [seed]
	).flatMap((each) => (each === undefined ? [] : [String(each)]));
	const rows: readonly (readonly [keyof Catalogue["facts"], Content])[] = [
		[
			"lab",
			words((t) =>
				distinct(
					setups.map(({ lab }) => lab),
					t,
				),
			),
		],
		[
			"cloud",
			words((t) =>
				distinct(
					setups.map(({ cloud }) => t.cloud(cloud)),
					t,
				),
			),
		],
		[
			"timing",
			words((t) =>
				distinct(
					setups.map(({ timing }) => timing),
					t,
				),
			),
		],
		[
			"probe",
			words((t) =>
				distinct(
					reports.map(({ intervalMs }) => t.everyMs(intervalMs)),
					t,
				),
			),
		],
		...(budgetMs === undefined
			? []
			: ([["budget", formatMs(budgetMs)]] as const)),
		...(seeds.length === 0
			? []
			: ([["seed", words((t) => distinct(seeds, t))]] as const)),
		["date", dates(view)],
		...(machine
			? ([
					[
						"machine",
						words((t) => [
							t.clauses([
								t.cores(machine.processor, machine.cores),
								t.memory(machine.memoryGiB),
								machine.kernel,
							]),
						]),
					],
				] as const)
			: []),
	];
	return rows.map(
		([name, value]) =>
			markup`<div><dt>${words((t) => t.facts[name])}</dt><dd>${value}</dd></div>
`,
	);
}

const heading = (setup: SetupView, several: boolean): Content =>
	several &&
	markup`<h3>${words((t) => setupTitle(setup, t))}</h3>
`;

const notDrawn = (runs: number): Content =>
	runs > 0 &&
	markup`<p class="note">${words((t) => t.explain.notDrawn(runs))}</p>
`;

function drillsOf(
	setup: SetupView,
	all: number,
	pictures: Pictures,
	budgetMs: number | undefined,
): Content {
	const faults = setup.faults.map((fault) => ({
		fault,
		runs: drawnRuns(fault, all, setup.subject),
	}));
	if (faults.every(({ runs }) => runs.length === 0)) {
		return notDrawn(
			setup.faults.reduce((sum, { runs }) => sum + runs.length, 0),
		);
	}
	return faults.map(({ fault, runs }) => {
		const slowest = slowestRun(fault);
		return markup`<h3>${words((t) => faultTitle(fault, t))}</h3>
${runs.map((run) =>
	drillDetails({
		fault,
		run,
		picture: pictures.timelines.get(run.id),
		budgetMs,
		open: run === slowest,
	}),
)}${notDrawn(fault.runs.length - runs.length)}`;
	});
}

const section = (
	name: keyof Catalogue["sections"],
	note: ((t: Catalogue) => string) | undefined,
	content: Content,
): Markup => markup`<section id="${name}">
<h2>${words((t) => t.sections[name])}</h2>
${note && markup`<p class="note">${words(note)}</p>`}
${content}
</section>
`;

/** The report as one page that needs nothing else. Pure: a function of the view and its pictures. */
export function reportPage(view: DrillSetView, pictures: Pictures): string {
	const { setups, context } = view;
	const several = setups.length > 1;
	const all = countRuns(view);
	// Those of the tutorials are compared, not judged.
	const own = setups
		.filter(({ subject }) => subject === undefined)
		.flatMap(({ faults }) => faults.flatMap(({ runs }) => runs));
	const passed = own.filter(
		({ report, overBudget }) => report.passed && !overBudget,
	).length;
	const title = (t: Catalogue): string =>
		`${t.title}: ${distinct(
			setups.map(({ lab }) => lab),
			t,
		)}`;
	return markup`<!DOCTYPE html>
<html lang="en" ${LANGUAGES.map((language) => markup` data-title-${language}="${title(TEXTS[language])}"`)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title(TEXTS.en)}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<div class="top">
<h1>${words((t) => t.title)}</h1>
<span class="verdict${!view.passed && " failed"}">${view.passed ? "✔" : "✖"} ${words((t) => t.verdict(passed, own.length))}</span>
<div class="switch" role="group" aria-label="${LANGUAGES.map((language) => TEXTS[language].languageSwitch).join(" / ")}">${LANGUAGES.map(
		(language) =>
			markup`<button type="button" lang="${language}" data-language="${language}" aria-pressed="${language === "en" ? "true" : "false"}">${TEXTS[language].language}</button>`,
	)}</div>
</div>
<dl>
${facts(view)}</dl>
</header>
<main>
${section(
	"summary",
	undefined,
	setups.map((setup) => [
		heading(setup, several),
		summaryTable(setup, {
			budgetMs: context.budgetMs,
			linkOf: (fault) => {
				const drawn = drawnRuns(fault, all, setup.subject);
				const slowest = slowestRun(fault);
				return (drawn.find((run) => run === slowest) ?? drawn[0])?.id;
			},
		}),
	]),
)}${section(
	"distribution",
	(t) => t.explain.distribution,
	setups.map((setup, index) => [
		heading(setup, several),
		(pictures.distributions[index] ? [pictures.distributions[index]] : []).map(
			figure,
		),
	]),
)}${
	pictures.comparison &&
	section(
		"comparison",
		(t) => t.explain.comparison,
		figure(pictures.comparison),
	)
}${section(
	"topology",
	undefined,
	markup`<div class="side">${pictures.topologies.map(figure)}</div>`,
)}${section(
	"drills",
	(t) => t.explain.timeline,
	setups.map((setup) => [
		heading(setup, several),
		drillsOf(setup, all, pictures, context.budgetMs),
	]),
)}</main>
<footer>${words((t) => `${t.facts.made} ${context.madeAt.toISOString().slice(0, 16).replace("T", " ")} UTC`)}</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;
}
