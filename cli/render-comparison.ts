import type {
	Comparison,
	ComparisonRow,
	SubjectFacts,
} from "../drills/analysis/comparison";
import type { DrillReport } from "../drills/analysis/drill-report";
import {
	ENDING_NAMES,
	endedByHealing,
	endingOf,
	type Figures,
	type MedianPhases,
} from "../drills/analysis/figures";
import { TEXTS } from "../drills/text";
import { table } from "./render-table";

const whole = (value: number): string => value.toFixed(0);

/** What went otherwise than it should, with how often. */
const endingText = ({
	endings,
	runs,
}: Pick<Figures, "endings" | "runs">): string =>
	ENDING_NAMES.filter(
		(ending) => ending !== "as-expected" && endings[ending] !== undefined,
	)
		.map((ending) =>
			endings[ending] === runs
				? TEXTS.en.ending[ending]
				: `${TEXTS.en.ending[ending]} (${endings[ending]} of ${runs})`,
		)
		.join("; ");

const figuresText = (figures: Figures | undefined): string =>
	figures === undefined
		? "-"
		: `${endedByHealing(figures) ? "≥ " : ""}${[figures.inAll.p50Ms, figures.inAll.p95Ms, figures.inAll.maxMs].map(whole).join(" / ")}`;

function ratioText(row: ComparisonRow, intervalMs: number): string {
	const { ours, theirs, ratio, better } = row;
	if (ours === undefined || theirs === undefined) {
		return "-";
	}
	if (better === "level") {
		return "level";
	}
	return ratio === undefined
		? `> ${whole(theirs.inAll.p50Ms / intervalMs)}×`
		: `${endedByHealing(theirs) ? "≥ " : ""}${ratio.toFixed(ratio < 10 ? 1 : 0)}×`;
}

const result = (row: ComparisonRow): string =>
	[
		row.better === "theirs" && "THEIRS BETTER",
		row.impossible && `not done: ${row.impossible}`,
		row.ours && endingText(row.ours) && `ours: ${endingText(row.ours)}`,
		row.theirs && endingText(row.theirs) && `theirs: ${endingText(row.theirs)}`,
	]
		.filter((part) => part)
		.join("; ");

const phaseText = (value: number | undefined): string =>
	value === undefined ? "?" : whole(value);

const phasesText = (phases: MedianPhases): string =>
	[
		phases.detectionMs,
		phases.electionMs,
		phases.announcementMs,
		phases.clientMs,
	]
		.map(phaseText)
		.join(" + ");

/** Whether a takeover was seen at all. */
const hasPhases = ({ phases }: Figures): boolean =>
	phases.electionMs !== undefined || phases.detectionMs !== undefined;

const phaseRows = (rows: readonly ComparisonRow[]): string[][] =>
	rows.flatMap(({ drill, ours, theirs }) =>
		(ours && hasPhases(ours)) || (theirs && hasPhases(theirs))
			? [
					[
						drill,
						ours ? phasesText(ours.phases) : "-",
						theirs ? phasesText(theirs.phases) : "-",
					],
				]
			: [],
	);

const listed = (title: string, lines: readonly string[]): string[] =>
	lines.length === 0 ? [] : [title, ...lines.map((line) => `  - ${line}`)];

const subjectText = (
	{ lab, cloud, advertIntervalSeconds }: SubjectFacts,
	profile: string,
): string =>
	`${lab} on ${cloud}, ${profile}one advertisement every ${advertIntervalSeconds} s`;

/** Our pair against one tutorial, as text for a terminal. */
export function renderComparison(comparison: Comparison): string {
	const { ours, theirs, rows, runs, intervalMs, from } = comparison;
	return [
		`halab against ${theirs.name} (${theirs.title})`,
		`  ours: ${subjectText(ours, `profile ${ours.timing}, `)}; theirs: ${subjectText(theirs, "")}`,
		`  ${runs} ${runs === 1 ? "run" : "runs"} of each; milliseconds without service as p50 / p95 / max, seen from ${from} with one request every ${intervalMs} ms; RATIO is theirs to ours (p50); ≥ where only healing ended it`,
		...table([
			["FAULT", "OURS", "LOST", "THEIRS", "LOST", "RATIO", "RESULT"],
			...rows.map((row) => [
				row.drill,
				figuresText(row.ours),
				row.ours ? String(row.ours.lost) : "-",
				figuresText(row.theirs),
				row.theirs ? String(row.theirs.lost) : "-",
				ratioText(row, intervalMs),
				result(row),
			]),
		]),
		"",
		...table([
			["DETECT + ELECT + ANNOUNCE + CLIENT (p50)", "OURS", "THEIRS"],
			...phaseRows(rows),
		]),
		...listed("Corrected, or filled in:", theirs.corrections),
		...listed("Wrong, and left as it is since it runs:", theirs.kept),
		...listed("Note:", theirs.remarks),
	].join("\n");
}

/** One line for a drill of a tutorial's configuration among many. */
export function renderTutorialLine(report: DrillReport, run: number): string {
	const { subject, drill, outage, before, after, atEnd } = report;
	const ending = endingText({ endings: { [endingOf(report)]: 1 }, runs: 1 });
	return `  ${subject} ${drill} ${run}: ${whole(outage.totalMs)} ms, ${outage.lost} lost, ${before} → ${after} → ${atEnd}${ending && `; ${ending}`}`;
}

/** All comparisons, one below the other. */
export const renderComparisons = (comparisons: readonly Comparison[]): string =>
	comparisons.map(renderComparison).join("\n\n");
