import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { Argument, type Command, Option } from "commander";
import {
	summarizeDrills,
	unavailableMs,
} from "../../drills/analysis/drill-summary";
import {
	FAULT_NAMES,
	FAULTS,
	SUITE_NAMES,
	type SuiteName,
	suite,
} from "../../drills/faults/catalogue";
import { isOverBudget } from "../../drills/report/budget";
import type { Tutorial } from "../../labs/tutorials/tutorial";
import { takeLock } from "../../local/host/lock";
import { deployedStack } from "../deployed-stack";
import type { DrillPlace } from "../drill-place";
import { interruption, MEND_STACK } from "../interruption";
import { attachLab, type LabOptions } from "../lab-name";
import { nameOption, settingsOption } from "../lab-options";
import { renderComparisons } from "../render-comparison";
import {
	renderDrill,
	renderDrillLine,
	renderFaults,
	renderImpossible,
	renderSummaries,
} from "../render-drill";
import {
	type DrillResults,
	placeOf,
	type RunOptions,
	runDrills,
} from "../run-drill";
import { wholeNumber } from "../whole-number";
import { writableDirectory } from "../writable-directory";
import { compareOption, compareWith } from "./compare";
import { budget, logsIn, writeReportOf } from "./report";

interface DrillCommandOptions extends LabOptions {
	readonly list?: true;
	readonly suite?: SuiteName;
	readonly runs: number;
	readonly seed: number;
	readonly interval: number;
	readonly from?: string;
	readonly budget?: number;
	readonly report?: string;
	readonly json?: true;
	readonly compare?: readonly Tutorial[];
	readonly jobs: number;
	readonly ssh?: string;
	readonly stack?: string;
	readonly identity?: string;
	readonly console?: true;
}

/** The faults that were asked for, and those of a suite that cannot be done in the lab. */
const faultsOf = (
	name: string | undefined,
	options: DrillCommandOptions,
	{ plan, bench }: DrillPlace,
): ReturnType<typeof suite> =>
	options.suite === undefined
		? { faults: FAULTS.filter(({ id }) => id === name), skipped: [] }
		: suite(options.suite, plan, bench);

/**
 * Does something where the drills are to run: in the lab on this machine, which nobody else changes meanwhile, or in a stack
 * that is deployed, which nobody else drills from this computer.
 */
async function atPlace(
	purpose: string,
	options: DrillCommandOptions,
	onProgress: (line: string) => void,
	work: (place: DrillPlace) => Promise<void>,
): Promise<void> {
	const { ssh, ...others } = options;
	if (ssh === undefined) {
		const lab = await attachLab(options);
		await lab.holdDuring(purpose, () => work(placeOf(lab)));
		return;
	}
	const place = await deployedStack({
		...others,
		outputs: ssh,
		onNotice: onProgress,
	});
	try {
		await mkdir(place.directory, { recursive: true, mode: 0o700 });
		const lock = await takeLock(
			place.directory,
			`The stack ${basename(place.directory)}`,
			purpose,
		);
		try {
			await work(place);
		} finally {
			await lock.release();
		}
	} finally {
		await place.bench.close();
	}
}

async function drill(
	name: string | undefined,
	options: DrillCommandOptions,
): Promise<void> {
	const onProgress = (line: string): void => console.error(`… ${line}`);
	const purpose =
		options.suite === undefined
			? `the drill ${name}`
			: `the drills of the suite ${options.suite}`;
	await atPlace(purpose, options, onProgress, (place) =>
		drillAt(place, name, options, onProgress),
	);
}

async function drillAt(
	place: DrillPlace,
	name: string | undefined,
	options: DrillCommandOptions,
	onProgress: (line: string) => void,
): Promise<void> {
	const { faults, skipped } = faultsOf(name, options, place);
	const many = faults.length > 1 || options.runs > 1;
	const texts: string[] = [];
	const begin = new Date();
	const runOptions = {
		intervalMs: options.interval,
		seed: options.seed,
		...interruption(options.ssh === undefined ? undefined : MEND_STACK),
		...(options.from === undefined ? {} : { from: options.from }),
		onProgress,
	};
	const drillHere = (ofRun: RunOptions): Promise<DrillResults> =>
		runDrills(
			faults,
			options.runs,
			place,
			ofRun,
			({ report, logFile }, run) => {
				if (many || options.compare) {
					console.error(renderDrillLine(report, run));
				}
				texts.push(`${renderDrill(report)}\n  event log   ${logFile}`);
			},
		);
	const { own, comparisons } = options.compare
		? await compareWith(
				options.compare,
				{ ...place, faults, skipped, runs: options.runs, drill: drillHere },
				options.jobs,
				runOptions,
			)
		: { own: await drillHere(runOptions), comparisons: [] };
	const { reports, impossible } = own;
	const summaries = summarizeDrills(reports);
	const [only] = reports;
	if (options.json) {
		const result =
			many || options.compare
				? {
						seed: options.seed,
						summaries,
						skipped: skipped.map(({ fault, why }) => ({
							drill: fault.id,
							why,
						})),
						impossible,
						comparisons,
						reports,
					}
				: only;
		console.log(JSON.stringify(result, null, "\t"));
	} else {
		console.log(many ? renderSummaries(summaries, skipped) : texts.join("\n"));
		for (const [fault, why] of Object.entries(impossible)) {
			console.log(renderImpossible(fault, why));
		}
		if (options.compare) {
			console.log(`\n${renderComparisons(comparisons)}`);
		}
	}
	if (options.report !== undefined) {
		const logs = await logsIn(join(place.directory, "drills"), begin);
		await writeReportOf(logs, options.report, {
			seed: options.seed,
			budgetMs: options.budget,
		});
	}
	const slow = reports.filter((report) => isOverBudget(report, options.budget));
	for (const report of slow) {
		console.error(
			`${report.drill}: ${unavailableMs(report).toFixed(0)} ms without service, the budget is ${options.budget} ms`,
		);
	}
	const passed =
		reports.every((report) => report.passed) &&
		Object.keys(impossible).length === 0;
	process.exitCode = passed && slow.length === 0 ? 0 : 1;
}

/** `halab drill`: breaks something on purpose and measures what clients notice. */
export function addDrill(program: Command): void {
	program
		.command("drill")
		.description("break something on purpose and measure what clients notice")
		.addArgument(new Argument("[fault]", "the fault").choices([...FAULT_NAMES]))
		.option("--list", "list the faults and what each should lead to")
		.addOption(
			new Option("--suite <suite>", "run many faults").choices(SUITE_NAMES),
		)
		.option("--runs <n>", "how often each fault", wholeNumber(1, 1000), 1)
		.option(
			"--seed <n>",
			"decides when, between two advertisements, each fault comes",
			wholeNumber(0, 2 ** 32 - 1),
			1,
		)
		.addOption(settingsOption())
		.addOption(nameOption())
		.option(
			"--interval <ms>",
			"milliseconds between two requests",
			wholeNumber(1, 1000),
			10,
		)
		.option(
			"--from <machine>",
			"the vantage point that decides (default: client; with --ssh: bastion)",
		)
		.option(
			"--budget <time>",
			"fail when a fault that the pair survives costs more, e.g. 300ms",
			budget,
		)
		.option(
			"--report <directory>",
			"write report.html, report.json, junit.xml and pictures there",
			writableDirectory,
		)
		.option("--json", "report as JSON")
		.addOption(compareOption())
		.addOption(
			new Option(
				"--jobs <n>",
				"with --compare: how many labs are drilled at the same time",
			)
				.argParser(wholeNumber(1, 16))
				.default(
					Math.max(1, Math.floor(availableParallelism() / 2)),
					"one for two processors",
				),
		)
		.option(
			"--ssh <outputs>",
			"drill a deployed stack: the file of cdktf output --outputs-file, or of terraform output -json",
		)
		.option(
			"--stack <name>",
			"with --ssh: the stack, where the file has several (default: that of the settings)",
		)
		.option(
			"--identity <file>",
			"with --ssh: the private key that logs in (default: OpenSSH's own)",
		)
		.option(
			"--console",
			"with --ssh: somebody is at the cloud's console and starts machines when asked",
		)
		.action(
			async (
				fault: string | undefined,
				options: DrillCommandOptions,
				command: Command,
			) => {
				if (options.list) {
					console.log(renderFaults(FAULTS));
					return;
				}
				if ((fault === undefined) === (options.suite === undefined)) {
					command.error(
						`error: name either a fault or a --suite; the faults are ${FAULT_NAMES.join(", ")}`,
					);
				}
				if (
					options.compare === undefined &&
					command.getOptionValueSource("jobs") === "cli"
				) {
					command.error("error: --jobs goes with --compare");
				}
				if (options.compare && options.ssh !== undefined) {
					command.error(
						"error: --compare drills labs on this machine; leave --ssh out",
					);
				}
				const { console: attended, identity, ssh, stack } = options;
				if (ssh === undefined && (attended ?? identity ?? stack)) {
					command.error(
						"error: --stack, --identity and --console go with --ssh <outputs>",
					);
				}
				await drill(fault, options);
			},
		);
}
