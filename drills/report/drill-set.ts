import { defined } from "../../base/defined";
import type { KeptPrediction } from "../../plan/kept-prediction";
import type { Surroundings } from "../analysis/comparison";
import { type DrillReport, reportDrill } from "../analysis/drill-report";
import {
	type Figures,
	figuresByFault,
	unavailableMs,
} from "../analysis/figures";
import { DrillError } from "../log/drill-error";
import { type EventLog, eventsOf } from "../log/event-log";
import type { DrillEvent } from "../log/events";
import { isOverBudget } from "./budget";
import { type Timeline, timelineOf } from "./timeline";
import { type Topology, topologyOf } from "./topology";

/** A drill's event log and the file that it came from. */
export interface DrillLog {
	/** Name of the file without its directory. */
	readonly file: string;
	readonly log: EventLog;
}

/** The machine that the report was made on. */
export interface MachineFacts {
	readonly processor: string;
	readonly cores: number;
	readonly memoryGiB: number;
	readonly kernel: string;
}

/** What a report says that the logs do not. */
export interface ReportContext {
	/** When the report was made. */
	readonly madeAt: Date;
	readonly machine?: MachineFacts;
	/** Seed of the drills' random moments. */
	readonly seed?: number;
	/** Milliseconds without service that a fault may cost which the pair survives. */
	readonly budgetMs?: number;
}

/** One drill of the set. */
export interface DrillRunView {
	/** `stop-keepalived-1`: unique within the report. */
	readonly id: string;
	/** Number of the run among those of the same fault in the same setup, from 1. */
	readonly run: number;
	readonly file: string;
	/** When the drill began; for logs that do not say, when they were kept, by the file's name. */
	readonly date?: string;
	readonly report: DrillReport;
	readonly overBudget: boolean;
	readonly timeline: Timeline;
}

/** One fault's line in the summary. */
export interface FaultView {
	readonly summary: Figures;
	/** {@link DrillReport.title} */
	readonly title?: string;
	readonly prediction?: KeptPrediction;
	/** Runs over the budget. */
	readonly overBudget: number;
	readonly passed: boolean;
	readonly runs: readonly DrillRunView[];
}

/** The drills of one lab with one configuration. */
export interface SetupView extends Surroundings {
	readonly timing: string;
	/** Whose configuration ran, e.g. `seed:kingsoft`; absent for the lab's own. */
	readonly subject?: string;
	readonly topology: Topology;
	readonly faults: readonly FaultView[];
}

/** Everything that a report shows. */
export interface DrillSetView {
	readonly context: ReportContext;
	/** The labs' own configurations first, then those that they are compared with. */
	readonly setups: readonly SetupView[];
	/** No drill of the labs' own configurations failed or took longer than the budget. */
	readonly passed: boolean;
}

/** Whose configuration ran; a log that does not say holds the lab's own. */
const subjectOf = ({ subject }: DrillEvent): string | undefined =>
	subject === "halab" ? undefined : subject;

/** The moment in a log's file name, `2026-11-21T09-06-46.917Z-stop-keepalived.ndjson`. */
const dateOf = (file: string): string | undefined => {
	const [, day, hours, minutes, seconds] =
		/(\d{4}-\d\d-\d\d)T(\d\d)[-:](\d\d)[-:](\d\d(?:\.\d+)?)Z/.exec(file) ?? [];
	return day && `${day}T${hours}:${minutes}:${seconds}Z`;
};

interface Judged {
	readonly file: string;
	readonly drill: DrillEvent;
	readonly report: DrillReport;
	readonly timeline: Timeline;
	readonly topology: Topology;
}

function judge({ file, log }: DrillLog): Judged {
	const [drill] = eventsOf(log, "drill");
	try {
		const report = reportDrill(log);
		if (drill !== undefined) {
			return {
				file,
				drill,
				report,
				timeline: timelineOf(log, report),
				topology: topologyOf(log, drill),
			};
		}
	} catch (error) {
		if (!(error instanceof DrillError)) {
			throw error;
		}
	}
	throw new DrillError(
		`${file} does not hold a complete drill: it was interrupted, or the file is cut off. Leave it out, or run the drill again.`,
	);
}

/** A drill that is given twice would be counted as two runs. */
function refuseTwice(judged: readonly Judged[]): void {
	for (const same of groups(judged, ({ drill }) => JSON.stringify(drill))) {
		const [first, second] = same;
		if (second !== undefined) {
			throw new DrillError(
				`${first.file} and ${second.file} hold the same drill. Give it once.`,
			);
		}
	}
}

function groups<T>(
	items: readonly T[],
	keyOf: (item: T) => string,
): readonly (readonly [T, ...T[]])[] {
	const found = new Map<string, [T, ...T[]]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = found.get(key);
		if (group === undefined) {
			found.set(key, [item]);
		} else {
			group.push(item);
		}
	}
	return [...found.values()];
}

const idOf = (setup: number, drill: string, run: number): string =>
	`${setup === 0 ? "" : `setup-${setup + 1}-`}${drill}-${run}`;

function faultView(
	judged: readonly [Judged, ...Judged[]],
	setup: number,
	budgetMs: number | undefined,
): readonly FaultView[] {
	const runs = judged.map(({ file, report, timeline }, index): DrillRunView => {
		const date = report.startedAt ?? dateOf(file);
		return {
			id: idOf(setup, report.drill, index + 1),
			run: index + 1,
			file,
			...defined({ date }),
			report,
			overBudget: isOverBudget(report, budgetMs),
			timeline,
		};
	});
	const overBudget = runs.filter((run) => run.overBudget).length;
	const { title } = judged[0].report;
	return figuresByFault(runs.map(({ report }) => report)).map((summary) => ({
		summary,
		...defined({ title, prediction: summary.prediction }),
		overBudget,
		passed: overBudget === 0 && runs.every(({ report }) => report.passed),
		runs,
	}));
}

/**
 * Reports on a set of drills. Pure: a function of the logs.
 *
 * @param logs looked at one after the other and not kept: the logs of a thousand drills may be larger than the memory
 * @throws DrillError when a log is not of a complete drill
 */
export function viewDrillSet(
	logs: Iterable<DrillLog>,
	context: ReportContext,
): DrillSetView {
	const judged = Array.from(logs, judge);
	refuseTwice(judged);
	const setups = groups(judged, ({ drill }) =>
		[drill.lab, drill.cloud, drill.timing, subjectOf(drill)].join("\n"),
	).toSorted(
		([left], [right]) =>
			Number(subjectOf(left.drill) !== undefined) -
			Number(subjectOf(right.drill) !== undefined),
	);
	const views = setups.map((members, index): SetupView => {
		const [{ drill, topology }] = members;
		const subject = subjectOf(drill);
		return {
			lab: drill.lab,
			cloud: drill.cloud,
			timing: drill.timing,
			vipMode: topology.by,
			...defined({ subject }),
			topology,
			faults: groups(members, (member) => member.drill.drill).flatMap((runs) =>
				faultView(runs, index, context.budgetMs),
			),
		};
	});
	return {
		context,
		setups: views,
		passed: views
			.filter(({ subject }) => subject === undefined)
			.every(({ faults }) => faults.every(({ passed }) => passed)),
	};
}

/** The run that was without service for longest in all. */
export const slowestRun = ({ runs }: FaultView): DrillRunView | undefined =>
	runs.toSorted(
		(left, right) => unavailableMs(right.report) - unavailableMs(left.report),
	)[0];
