import { defined } from "../../base/defined";
import { TEXTS } from "../text";
import type { Catalogue } from "../text/catalogue";
import { LANGUAGES, type Language } from "../text/language";
import { faultText } from "../text/sentences";
import { comparisonChart } from "./charts/comparison-chart";
import {
	distributionChart,
	distributionEnd,
} from "./charts/distribution-chart";
import type { Picture } from "./charts/svg";
import { timelineChart } from "./charts/timeline-chart";
import { topologyChart } from "./charts/topology-chart";
import { compareSetups } from "./comparison";
import {
	type DrillRunView,
	type DrillSetView,
	type FaultView,
	type SetupView,
	slowestRun,
} from "./drill-set";

/** Widths of the pictures in pixels: for a desktop, and for a phone held upright. */
const WIDTHS = { wide: 900, narrow: 350 } as const;
export type PictureWidth = keyof typeof WIDTHS;

/** A picture in each language, and for each width where its width can be chosen. */
export interface DrawnPicture {
	/** Name of its files, without language and ending. */
	readonly name: string;
	readonly variants: readonly {
		readonly language: Language;
		/** Absent where one picture serves all. */
		readonly width?: PictureWidth;
		readonly picture: Picture;
	}[];
}

/** All pictures of a report. */
export interface Pictures {
	/** By setup, in the order of the view. */
	readonly distributions: readonly DrawnPicture[];
	readonly topologies: readonly DrawnPicture[];
	readonly comparison?: DrawnPicture;
	/** By the run's id. */
	readonly timelines: ReadonlyMap<string, DrawnPicture>;
}

/** With more drills than this, of each fault only the slowest run is drawn and, should it have passed, one that failed. */
const MOST_TIMELINES = 40;

/**
 * The runs whose timelines a report shows.
 *
 * @param all how many drills the report holds
 * @param subject whose configuration ran: in a large report those that are compared have no timelines
 */
export function drawnRuns(
	fault: FaultView,
	all: number,
	subject: string | undefined,
): readonly DrillRunView[] {
	if (all <= MOST_TIMELINES) {
		return fault.runs;
	}
	if (subject !== undefined) {
		return [];
	}
	const hasFailed = (run: DrillRunView): boolean =>
		!run.report.passed || run.overBudget;
	const slowest = slowestRun(fault);
	const failed =
		slowest && hasFailed(slowest) ? undefined : fault.runs.find(hasFailed);
	return fault.runs.filter((run) => run === slowest || run === failed);
}

/** How many drills a report holds. */
export const countRuns = ({ setups }: DrillSetView): number =>
	setups
		.flatMap(({ faults }) => faults)
		.reduce((sum, { runs }) => sum + runs.length, 0);

const inEachWidth = (
	name: string,
	draw: (t: Catalogue, width: number) => Picture,
): DrawnPicture => ({
	name,
	variants: LANGUAGES.flatMap((language) =>
		(["wide", "narrow"] as const).map((width) => ({
			language,
			width,
			picture: draw(TEXTS[language], WIDTHS[width]),
		})),
	),
});

/** A fault's title in a language. */
export const faultTitle = (
	{ summary, title }: Pick<FaultView, "summary" | "title">,
	t: Catalogue,
): string => faultText(summary.drill, title, t);

/** A setup's name for people. */
export const setupTitle = (
	{ lab, cloud, timing, subject }: SetupView,
	t: Catalogue,
): string =>
	[
		subject === undefined ? lab : t.subject(subject),
		t.cloud(cloud),
		timing,
	].join(" · ");

/** Draws everything that a report shows. */
export function drawPictures(view: DrillSetView): Pictures {
	const { setups, context } = view;
	const { budgetMs } = context;
	const all = countRuns(view);
	const comparisons = compareSetups(setups);
	const endMs = distributionEnd(
		setups.flatMap(({ faults }) => faults),
		budgetMs,
	);
	const numbered = (name: string, index: number): string =>
		index === 0 ? name : `${name}-${index + 1}`;
	const timelineOf = (fault: FaultView, drill: DrillRunView): DrawnPicture =>
		inEachWidth(`timeline-${drill.id}`, (t, width) => {
			const { timeline, report, run } = drill;
			const title = t.clauses([
				faultTitle(fault, t),
				t.run(run, fault.runs.length),
			]);
			return timelineChart({ timeline, report, title }, t, width);
		});
	return {
		topologies: setups.map((setup, index) => ({
			name: numbered("topology", index),
			variants: LANGUAGES.map((language) => {
				const t = TEXTS[language];
				const name = setupTitle(setup, t);
				const title = `${t.sections.topology}: ${name}`;
				const { topology } = setup;
				return {
					language,
					picture: topologyChart({ topology, name, title }, t),
				};
			}),
		})),
		distributions: setups.map((setup, index) =>
			inEachWidth(numbered("distribution", index), (t, width) => {
				const title = `${t.sections.distribution}: ${setupTitle(setup, t)}`;
				const { faults } = setup;
				return distributionChart({ faults, budgetMs, endMs, title }, t, width);
			}),
		),
		...defined({
			comparison:
				comparisons.length === 0
					? undefined
					: inEachWidth("comparison", (t, width) => {
							const title = t.sections.comparison;
							return comparisonChart({ comparisons, title }, t, width);
						}),
		}),
		timelines: new Map(
			setups.flatMap(({ faults, subject }) =>
				faults.flatMap((fault) =>
					drawnRuns(fault, all, subject).map(
						(drill) => [drill.id, timelineOf(fault, drill)] as const,
					),
				),
			),
		),
	};
}

/** All pictures one after the other, as files are written. */
export const allPictures = (pictures: Pictures): readonly DrawnPicture[] => [
	...pictures.topologies,
	...pictures.distributions,
	...(pictures.comparison ? [pictures.comparison] : []),
	...pictures.timelines.values(),
];
