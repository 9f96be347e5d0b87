import { withoutPrediction } from "../drills/analysis/compare/as-tutorial";
import {
	type Comparison,
	compare,
	type Rival,
	type Subject,
} from "../drills/analysis/compare/comparison";
import type { DrillReport } from "../drills/analysis/drill-report";
import { DrillError } from "../drills/log/drill-error";
import type { DrillPlan } from "../drills/run/drill-plan";
import type { Fault } from "../drills/run/fault";
import { seedName } from "../labs/tutorials/catalogue";
import type { Tutorial } from "../labs/tutorials/tutorial";
import { LocalLabError } from "../local/host/errors";
import { LocalLab, type UpResult } from "../local/lab/lab";
import { localPlanOf, planHash } from "../local/state/local-plan";
import type { LabPlan } from "../plan/lab-plan";
import { planLab } from "../plan/plan-lab";
import { planTutorial } from "../plan/plan-tutorial";
import { settingsSchema } from "../plan/settings";
import {
	benchOf,
	type DrillResults,
	type DrillRun,
	type RunOptions,
	runOnce,
} from "./run-drill";
import { sideBySide, type Work } from "./side-by-side";

const LONGEST_NAME = 20;

/** The name of a lab that is brought up beside another one for a while, e.g. `halab-vs-kingsoft`. */
const besides = (name: string, suffix: string): string =>
	`${name.slice(0, LONGEST_NAME - "-vs-".length - suffix.length)}-vs-${suffix}`;

/** What all drills of a comparison have in common. */
export interface Contest {
	/** What the running lab is. */
	readonly plan: DrillPlan;
	/** Name of the running lab; those beside it are named after it. */
	readonly name: string;
	/** Where the event logs are kept. */
	readonly logDirectory: string;
	/** Also those that cannot be done in the running lab: another one may have what they need. */
	readonly faults: readonly Fault[];
	readonly runs: number;
	/** How many labs are drilled at the same time. */
	readonly jobs: number;
	readonly options: RunOptions;
	/** @param lab name of the lab that was drilled */
	readonly onRun: (run: DrillRun, number: number, lab: string) => void;
}

/** A lab that exists for as long as some drills take. */
class PassingLab {
	private lab: LocalLab | undefined;

	constructor(
		private readonly plan: LabPlan,
		private readonly signal: AbortSignal | undefined,
	) {}

	/**
	 * The lab, brought up if it is not. One of the same plan, which a comparison left that was killed, is replaced.
	 *
	 * @throws LocalLabError when somebody else's lab has its name
	 */
	async get(): Promise<LocalLab> {
		if (this.lab === undefined) {
			const { lab, created } = await this.up();
			if (!created) {
				await lab.down();
			}
			this.lab = created ? lab : (await this.up()).lab;
		}
		return this.lab;
	}

	async down(): Promise<void> {
		await this.lab?.down();
		this.lab = undefined;
	}

	private async up(): Promise<UpResult> {
		try {
			return await LocalLab.up(this.plan, {
				handleSignals: false,
				...(this.signal && { signal: this.signal }),
			});
		} catch (error) {
			// What came up and serves nothing stays, to be looked at; here nobody will.
			const left = await LocalLab.attach(this.plan.name).catch(() => undefined);
			if (left?.planHash === planHash(localPlanOf(this.plan))) {
				await left.down();
			}
			throw error;
		}
	}
}

/** Whether an error says something about the drilled lab, and is no defect of ours. */
const isOfTheLab = (error: unknown): error is Error =>
	error instanceof DrillError || error instanceof LocalLabError;

/** Why a fault cannot be done to a lab, where that is known beforehand. */
const unfit = (fault: Fault, lab: LocalLab): string | undefined =>
	fault.unfit?.(lab.plan, benchOf(lab));

/**
 * Drills a lab that is made for it and removed afterwards, also when something fails. What cannot be done to it is no
 * failure: the lab is made anew and the next fault has its turn.
 */
async function drillPassing(
	plan: LabPlan,
	{ logDirectory, faults, runs, options, onRun }: Contest,
): Promise<DrillResults> {
	const passing = new PassingLab(plan, options.signal);
	const reports: DrillReport[] = [];
	const impossible: Record<string, string> = {};
	const runOptions = { ...options, logDirectory };
	let fresh = true;
	/** A drill may leave the address dead, though the pair looks well; that is no fault of the next one. */
	const renewIfDead = async (): Promise<void> => {
		const lab = await passing.get();
		for (const { address } of plan.pair.vips) {
			if (!fresh && !(await lab.askVip(address, { seconds: 1 }))) {
				await passing.down();
				fresh = true;
			}
		}
	};
	const drillOnce = async (fault: Fault, run: number): Promise<void> => {
		await renewIfDead();
		const lab = await passing.get();
		const done = await lab.holdDuring(`the drill ${fault.id}`, () =>
			runOnce(fault, lab, run, runOptions),
		);
		fresh = false;
		onRun(done, run, plan.name);
		reports.push(done.report);
	};
	/** Why the drill could not be done; an earlier one may have left the lab unwell, so a new lab has a chance too. */
	const failureOf = async (
		fault: Fault,
		run: number,
	): Promise<string | undefined> => {
		try {
			await drillOnce(fault, run);
			return undefined;
		} catch (error) {
			if (!isOfTheLab(error) || options.signal?.aborted) {
				throw error;
			}
			const wasFresh = fresh;
			await passing.down();
			fresh = true;
			return wasFresh ? error.message : failureOf(fault, run);
		}
	};
	const whyNot = async (fault: Fault): Promise<string | undefined> => {
		let why = unfit(fault, await passing.get());
		for (let run = 1; run <= runs && why === undefined; run++) {
			why = await failureOf(fault, run);
		}
		return why;
	};
	try {
		for (const fault of faults) {
			const why = await whyNot(fault);
			if (why !== undefined) {
				options.onProgress?.(`${fault.id} cannot be done: ${why}`);
				impossible[fault.id] = why;
			}
		}
	} finally {
		await passing.down();
	}
	return { reports, impossible };
}

const subjectOf = (
	name: string,
	title: string,
	{
		lab,
		cloud,
		pair,
	}: Pick<LabPlan, "lab" | "cloud"> & {
		readonly pair: {
			readonly timing: {
				readonly name: string;
				readonly advertIntervalSeconds: number;
			};
		};
	},
	results: DrillResults,
): Subject => ({
	...{ name, title, lab, cloud, ...results },
	timing: pair.timing.name,
	advertIntervalSeconds: pair.timing.advertIntervalSeconds,
});

async function rivalOf(tutorial: Tutorial, contest: Contest): Promise<Rival> {
	const { corrections, kept, remarks = [], title } = tutorial;
	const name = seedName(tutorial);
	const plan = planTutorial(tutorial, besides(contest.name, tutorial.id));
	const results = await drillPassing(plan, {
		...contest,
		faults: contest.faults.map(withoutPrediction),
		options: { ...contest.options, subject: name },
	});
	return {
		...subjectOf(name, title, plan, results),
		corrections,
		kept: kept.map(({ what }) => what),
		remarks,
	};
}

/** Our own pair where a tutorial's address is moved in another way than in the running lab. */
async function ownSubject(
	{ cloud, vipMode }: Tutorial,
	contest: Contest,
): Promise<Subject> {
	const plan = planLab(
		settingsSchema.parse({
			lab: vipMode === "havip" ? "havip-nopreempt" : "route-nexthop",
			cloud,
			timing: contest.plan.pair.timing.name,
			name: besides(contest.name, vipMode),
		}),
		"local",
	);
	return subjectOf("halab", "ours", plan, await drillPassing(plan, contest));
}

/** The same contest for one of several labs: what is told of it says of which. */
const contestOf = (
	contest: Contest,
	lab: string,
	signal: AbortSignal,
): Contest => {
	const { onProgress } = contest.options;
	return {
		...contest,
		options: {
			...contest.options,
			signal,
			...(onProgress && {
				onProgress: (line: string) => onProgress(`${lab}: ${line}`),
			}),
		},
	};
};

/** What a comparison showed. */
export interface ContestResults {
	/** The running lab's drills. */
	readonly own: DrillResults;
	readonly comparisons: readonly Comparison[];
}

/**
 * Runs the same drills on the running lab and on tutorials' configurations, each in a lab of its own that is removed
 * afterwards, and puts them beside ours. Where a tutorial moves its address in another way than the running lab, ours
 * is drilled in that way too.
 *
 * @param drillRunning drills the running lab
 */
export async function compareDrills(
	tutorials: readonly Tutorial[],
	drillRunning: (options: RunOptions) => Promise<DrillResults>,
	contest: Contest,
): Promise<ContestResults> {
	const { plan, name, faults, runs, jobs, options } = contest;
	const running = plan.pair.vips[0]?.kind;
	const otherModes = tutorials.filter(
		({ vipMode }, index) =>
			vipMode !== running &&
			tutorials.findIndex((other) => other.vipMode === vipMode) === index,
	);
	let own: DrillResults = { reports: [], impossible: {} };
	const ours = new Map<string, Subject>();
	const rivals = new Map<Tutorial, Rival>();
	const works: readonly Work<void>[] = [
		async (signal) => {
			own = await drillRunning(contestOf(contest, name, signal).options);
			if (running !== undefined) {
				ours.set(running, subjectOf("halab", "ours", plan, own));
			}
		},
		...otherModes.map(
			(tutorial): Work<void> =>
				async (signal) => {
					const { vipMode } = tutorial;
					const lab = besides(name, vipMode);
					const subject = await ownSubject(
						tutorial,
						contestOf(contest, lab, signal),
					);
					ours.set(vipMode, subject);
				},
		),
		...tutorials.map(
			(tutorial): Work<void> =>
				async (signal) => {
					const lab = besides(name, tutorial.id);
					rivals.set(
						tutorial,
						await rivalOf(tutorial, contestOf(contest, lab, signal)),
					);
				},
		),
	];
	await sideBySide(works, jobs, options.signal);
	const comparisons = tutorials.flatMap((tutorial) => {
		const our = ours.get(tutorial.vipMode);
		const rival = rivals.get(tutorial);
		if (our === undefined || rival === undefined) {
			return [];
		}
		const done = faults.filter(({ id }) =>
			our.reports.some(({ drill }) => drill === id),
		);
		return compare(our, rival, done, {
			runs,
			intervalMs: options.intervalMs ?? 10,
			from: options.from ?? plan.client.name,
		});
	});
	return { own, comparisons };
}
