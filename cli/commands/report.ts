import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { basename, join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { fileProblem, isMissing } from "../../base/file-problem";
import { DrillError } from "../../drills/log/drill-error";
import type * as readLogModule from "../../drills/log/read-log";
import type { DrillLog } from "../../drills/report/drill-set";
import type * as writeReportModule from "../../drills/report/write-report";
import { stateDirectory } from "../../local/host/host";
import { type LabOptions, labName } from "../lab-name";
import { nameOption, settingsOption } from "../lab-options";
import { renderSummaries } from "../render-drill";
import { wholeNumber } from "../whole-number";
import { writableDirectory } from "../writable-directory";

/** Parses a time such as `300ms` into milliseconds. */
export function budget(text: string): number {
	const [, digits = "", unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
	if (unit === undefined) {
		throw new InvalidArgumentError(
			"Allowed: a number with its unit, such as 300ms or 1.5s.",
		);
	}
	return Number(digits) * (unit === "s" ? 1000 : 1);
}

/** What the logs do not say. */
export interface ReportOptions {
	readonly seed?: number | undefined;
	/** Milliseconds. */
	readonly budgetMs?: number | undefined;
}

function textOf(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		const problem = fileProblem(error);
		if (isMissing(error)) {
			throw new DrillError(`There is no file ${path}.`);
		}
		if (problem !== undefined) {
			throw new DrillError(`${path} cannot be read: ${problem.what}.`);
		}
		throw error;
	}
}

/**
 * Writes the report of some drills, and says on the error output what was written.
 *
 * @param files event logs
 * @returns what the report shows
 * @throws DrillError when a file holds no complete drill
 */
export async function writeReportOf(
	files: readonly string[],
	directory: string,
	{ seed, budgetMs }: ReportOptions,
) {
	// Required only here: no other command should wait until all of it is loaded.
	const {
		readDrillLog,
	}: typeof readLogModule = require("../../drills/log/read-log");
	const {
		writeReport,
	}: typeof writeReportModule = require("../../drills/report/write-report");
	function* logs(): Iterable<DrillLog> {
		for (const path of files) {
			const log = readDrillLog(textOf(path), path);
			yield { file: basename(path), log };
		}
	}
	const [processor] = cpus();
	const { view, notes } = await writeReport(
		logs(),
		{
			madeAt: new Date(),
			machine: {
				processor: processor?.model ?? process.arch,
				cores: cpus().length,
				memoryGiB: Math.round(totalmem() / 2 ** 30),
				kernel: `Linux ${release()}`,
			},
			...(seed !== undefined && { seed }),
			...(budgetMs !== undefined && { budgetMs }),
		},
		directory,
	);
	for (const note of notes) {
		console.error(note);
	}
	return view;
}

/**
 * The event logs that drills left, in the order of time: their names begin with it.
 *
 * @throws DrillError when there are none
 */
async function logsIn(directory: string): Promise<readonly string[]> {
	let names: readonly string[];
	try {
		names = await readdir(directory);
	} catch (error) {
		if (!isMissing(error)) {
			throw error;
		}
		names = [];
	}
	const logs = names.filter((name) => name.endsWith(".ndjson")).sort();
	if (logs.length === 0) {
		throw new DrillError(
			`${directory} holds no event logs. Run halab drill first, or give the files.`,
		);
	}
	return logs.map((name) => join(directory, name));
}

interface ReportCommandOptions extends LabOptions {
	readonly out: string;
	readonly seed?: number;
	readonly budget?: number;
}

async function report(
	files: readonly string[],
	options: ReportCommandOptions,
): Promise<void> {
	const view = await writeReportOf(
		files.length > 0
			? files
			: await logsIn(join(stateDirectory(), labName(options), "drills")),
		options.out,
		{ seed: options.seed, budgetMs: options.budget },
	);
	for (const { lab, cloud, timing, subject, faults } of view.setups) {
		console.log(`${subject ?? lab} on ${cloud}, profile ${timing}`);
		console.log(renderSummaries(faults.map(({ summary }) => summary)));
	}
	process.exitCode = view.passed ? 0 : 1;
}

/** `halab report`: pictures and tables of drills that have been run. */
export function addReport(program: Command): void {
	program
		.command("report")
		.description("write a report with pictures of drills that have been run")
		.argument(
			"[files...]",
			"event logs (default: all that the lab's drills left)",
		)
		.requiredOption(
			"-o, --out <directory>",
			"where report.html, report.json, junit.xml and pictures go",
			writableDirectory,
		)
		.addOption(settingsOption())
		.addOption(nameOption())
		.option(
			"--seed <n>",
			"the seed that the drills were run with",
			wholeNumber(0, 2 ** 32 - 1),
		)
		.option(
			"--budget <time>",
			"fail when a fault that the pair survives cost more, e.g. 300ms",
			budget,
		)
		.action(report);
}
