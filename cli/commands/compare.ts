import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { defined } from "../../base/defined";
import { runComparison } from "../../drills/compare/comparison-run";
import { fitting } from "../../drills/faults/catalogue";
import { comparisonInWords } from "../../drills/report/in-words";
import {
	SEED_NAMES,
	seedName,
	TUTORIALS,
} from "../../labs/tutorials/catalogue";
import type { Tutorial } from "../../labs/tutorials/tutorial";
import {
	type DrillingOptions,
	faultArgument,
	faultsOf,
	requireFaultsOrSuite,
	withDrillOptions,
} from "../drill-options";
import { drillsAsJson, drillsAsText, havePassed } from "../drill-results";
import { interruption } from "../interruption";
import { attachLab } from "../lab-name";
import { renderComparisons, renderTutorialLine } from "../render-comparison";
import { renderDrillLine } from "../render-drill";
import { placeOf, runDrills } from "../run-drill";
import { temporaryLabs } from "../temporary-labs";
import { wholeNumber } from "../whole-number";
import { writeReportOf } from "./report";

interface CompareOptions extends DrillingOptions {
	readonly against: readonly Tutorial[];
	readonly jobs: number;
}

function tutorialsOf(text: string): readonly Tutorial[] {
	const names = text.split(",");
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		throw new InvalidArgumentError(`${twice} is named twice.`);
	}
	return names.map((name) => {
		const tutorial = TUTORIALS.find((one) => seedName(one) === name);
		if (tutorial === undefined) {
			throw new InvalidArgumentError(
				`Unknown configuration: ${name === "" ? "nothing stands between two commas" : name}. Allowed, separated by commas: ${SEED_NAMES.join(", ")}.`,
			);
		}
		return tutorial;
	});
}

async function compare(
	names: readonly string[],
	options: CompareOptions,
): Promise<void> {
	const lab = await attachLab(options);
	await lab.holdDuring("a comparison", async () => {
		const place = placeOf(lab);
		const { faults, skipped } = fitting(
			faultsOf(names, options),
			place.plan,
			place.bench,
		);
		const logFiles: string[] = [];
		const { own, comparisons } = await runComparison(options.against, {
			plan: place.plan,
			name: basename(place.directory),
			faults: [...faults, ...skipped.map(({ fault }) => fault)],
			runs: options.runs,
			jobs: options.jobs,
			options: {
				intervalMs: options.interval,
				seed: options.seed,
				...interruption(),
				...defined({ from: options.from }),
				onProgress: (line) => console.error(`… ${line}`),
			},
			labs: temporaryLabs(join(place.directory, "drills")),
			drillRunning: (ofRun) =>
				runDrills(faults, options.runs, place, ofRun, (done, run) => {
					logFiles.push(done.logFile);
					console.error(renderDrillLine(done.report, run));
				}),
			onRun: ({ report, logFile }, run, name) => {
				logFiles.push(logFile);
				console.error(
					report.subject === undefined
						? `${name}: ${renderDrillLine(report, run)}`
						: renderTutorialLine(report, run),
				);
			},
		});
		if (options.json) {
			console.log(
				JSON.stringify(
					{
						...drillsAsJson(options.seed, own, skipped),
						comparisons: comparisons.map(comparisonInWords),
					},
					null,
					"\t",
				),
			);
		} else {
			console.log(
				`${drillsAsText(own, skipped)}\n\n${renderComparisons(comparisons)}`,
			);
		}
		if (options.report !== undefined) {
			await writeReportOf(logFiles, options.report, { seed: options.seed });
		}
		process.exitCode = havePassed(own) ? 0 : 1;
	});
}

/** `halab compare`: the same drills on the lab and on the configurations that tutorials teach. */
export function addCompare(program: Command): void {
	const command = program
		.command("compare")
		.description(
			"run the same drills on the lab and on tutorials' own configurations, and put them side by side",
		)
		.addArgument(faultArgument("[faults...]", "the faults"))
		.addOption(
			new Option(
				"--against <seeds>",
				`the tutorials' configurations: ${SEED_NAMES.join(",")}`,
			)
				.argParser(tutorialsOf)
				.default(TUTORIALS, "all of them"),
		)
		.addOption(
			new Option("--jobs <n>", "how many labs are drilled at the same time")
				.argParser(wholeNumber(1, 16))
				.default(
					Math.max(1, Math.floor(availableParallelism() / 2)),
					"one for two processors",
				),
		);
	withDrillOptions(command, "client").action(
		async (faults: readonly string[], options: CompareOptions) => {
			requireFaultsOrSuite(command, faults, options, "faults");
			await compare(faults, options);
		},
	);
}
