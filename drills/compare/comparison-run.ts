import { seedName } from "../../labs/tutorials/catalogue";
import type { Tutorial } from "../../labs/tutorials/tutorial";
import type { LabPlan } from "../../plan/lab-plan";
import { planBaseline, planTutorial } from "../../plan/plan-tutorial";
import {
	baselinesOf,
	type Comparison,
	compare,
	type Subject,
	type SubjectFacts,
	type TutorialFacts,
} from "../analysis/comparison";
import type { DrillResults, DrillRun } from "../analysis/drill-results";
import type { DrillPlan } from "../run/drill-plan";
import type { Fault } from "../run/fault";
import { DEFAULT_INTERVAL_MS } from "../run/run-fault";
import { drillTemporary } from "./drill-temporary";
import type { LabMaker, RunOptions } from "./lab-maker";
import { sideBySide } from "./side-by-side";
import { withoutPrediction } from "./without-prediction";

const LONGEST_NAME = 20;

/** The name of a lab that is made beside another one for a while, e.g. `halab-vs-kingsoft`. */
const siblingName = (name: string, suffix: string): string =>
	`${name.slice(0, LONGEST_NAME - "-vs-".length - suffix.length)}-vs-${suffix}`;

/** What all drills of a comparison have in common. */
export interface ComparisonRun {
	/** What the running lab is. */
	readonly plan: DrillPlan;
	/** Name of the running lab; those beside it are named after it. */
	readonly name: string;
	/** Also those that cannot be done in the running lab: another one may have what they need. */
	readonly faults: readonly Fault[];
	/** How often each. */
	readonly runs: number;
	/** How many labs are drilled at the same time. */
	readonly jobs: number;
	readonly options: RunOptions;
	/** Makes the labs beside the running one. */
	readonly labs: LabMaker;
	/** Drills the running lab. */
	readonly drillRunning: (options: RunOptions) => Promise<DrillResults>;
	/**
	 * Called with each drill in a lab beside the running one as it ends.
	 *
	 * @param lab name of the lab
	 */
	readonly onRun: (run: DrillRun, number: number, lab: string) => void;
}

/** What a comparison showed. */
export interface ComparisonResults {
	/** The running lab's drills. */
	readonly own: DrillResults;
	readonly comparisons: readonly Comparison[];
}

/** What a subject's plan says of it; every `LabPlan` and every `DrillPlan` does. */
interface SubjectPlan extends Pick<DrillPlan, "lab" | "cloud"> {
	readonly pair: Pick<DrillPlan["pair"], "timing">;
}

const factsOf = (
	{ lab, cloud, pair: { timing } }: SubjectPlan,
	vipMode: SubjectFacts["vipMode"],
): SubjectFacts => ({
	name: "halab",
	title: "ours",
	lab,
	cloud,
	vipMode,
	timing: timing.name,
	advertIntervalSeconds: timing.advertIntervalSeconds,
});

const tutorialFacts = (
	tutorial: Tutorial,
	plan: SubjectPlan,
): TutorialFacts => ({
	...factsOf(plan, tutorial.vipMode),
	name: seedName(tutorial),
	title: tutorial.title,
	corrections: tutorial.corrections,
	kept: tutorial.kept.map(({ what }) => what),
	remarks: tutorial.remarks ?? [],
});

/** The options for one of several labs: what is said of it says of which. */
const optionsFor = (
	lab: string,
	signal: AbortSignal,
	{ onProgress, ...options }: RunOptions,
): RunOptions => ({
	...options,
	signal,
	...(onProgress && {
		onProgress: (line: string) => onProgress(`${lab}: ${line}`),
	}),
});

/**
 * Runs the same drills on the running lab and on tutorials' configurations, each in a lab of its own that is removed
 * afterwards, and puts them beside ours. Where a tutorial moves its address in another way than the running lab, ours
 * is drilled in that way too.
 *
 * @throws DrillError when a lab cannot be made, or the drills are interrupted
 */
export async function runComparison(
	tutorials: readonly Tutorial[],
	run: ComparisonRun,
): Promise<ComparisonResults> {
	const { plan, name, faults, runs, options } = run;
	const drillBeside = (
		sibling: LabPlan,
		signal: AbortSignal,
		what: { faults: readonly Fault[]; options: RunOptions },
	): Promise<DrillResults> =>
		drillTemporary(run.labs, sibling, {
			runs,
			faults: what.faults,
			options: optionsFor(sibling.name, signal, what.options),
			onRun: (done, number) => run.onRun(done, number, sibling.name),
		});
	const running = plan.pair.vips[0]?.kind ?? "havip";
	const otherModes = tutorials.filter(
		({ vipMode }, index) =>
			vipMode !== running &&
			tutorials.findIndex((other) => other.vipMode === vipMode) === index,
	);
	let own: DrillResults = { reports: [], impossible: {} };
	const ours: Subject[] = [];
	const theirs = new Map<Tutorial, Subject<TutorialFacts>>();
	await sideBySide(
		[
			async (signal) => {
				own = await run.drillRunning(optionsFor(name, signal, options));
				ours.push({ facts: factsOf(plan, running), ...own });
			},
			...otherModes.map((tutorial) => async (signal: AbortSignal) => {
				const { vipMode } = tutorial;
				const sibling = planBaseline(
					tutorial,
					siblingName(name, vipMode),
					plan.pair.timing.name,
				);
				const results = await drillBeside(sibling, signal, { faults, options });
				ours.push({ facts: factsOf(sibling, vipMode), ...results });
			}),
			...tutorials.map((tutorial) => async (signal: AbortSignal) => {
				const sibling = planTutorial(tutorial, siblingName(name, tutorial.id));
				const results = await drillBeside(sibling, signal, {
					faults: faults.map(withoutPrediction),
					options: { ...options, subject: seedName(tutorial) },
				});
				const facts = tutorialFacts(tutorial, sibling);
				theirs.set(tutorial, { facts, ...results });
			}),
		],
		run.jobs,
		options.signal,
	);
	const comparisons = tutorials.flatMap((tutorial) => {
		const their = theirs.get(tutorial);
		const [baseline] =
			their === undefined
				? []
				: baselinesOf(
						their.facts,
						ours.map(({ facts }) => facts),
					);
		const our = ours.find(({ facts }) => facts === baseline);
		if (our === undefined || their === undefined) {
			return [];
		}
		const done = faults
			.map(({ id }) => id)
			.filter((id) => our.reports.some(({ drill }) => drill === id));
		return compare(our, their, done, {
			runs,
			intervalMs: options.intervalMs ?? DEFAULT_INTERVAL_MS,
			from: options.from ?? plan.client.name,
		});
	});
	return { own, comparisons };
}
