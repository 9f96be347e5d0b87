import { Argument, type Command, Option } from "commander";
import {
	FAULT_NAMES,
	FAULTS,
	SUITES,
	type SuiteName,
} from "../drills/faults/catalogue";
import type { Fault } from "../drills/run/fault";
import type { LabOptions } from "./lab-name";
import { nameOption, settingsOption } from "./lab-options";
import { wholeNumber } from "./whole-number";
import { writableDirectory } from "./writable-directory";

/** Options of every command that runs drills. */
export interface DrillingOptions extends LabOptions {
	readonly suite?: SuiteName;
	readonly runs: number;
	readonly seed: number;
	/** Milliseconds. */
	readonly interval: number;
	readonly from?: string;
	readonly report?: string;
	readonly json?: true;
}

/** An argument that takes names of faults. */
export const faultArgument = (name: string, description: string): Argument =>
	new Argument(name, description).choices([...FAULT_NAMES]);

/** The faults of a suite, or those that are named. */
export const faultsOf = (
	names: readonly string[],
	{ suite }: DrillingOptions,
): readonly Fault[] =>
	suite === undefined
		? FAULTS.filter(({ id }) => names.includes(id))
		: SUITES[suite];

/**
 * Adds the options of every command that runs drills.
 *
 * @param from what decides without `--from`
 */
export const withDrillOptions = (command: Command, from: string): Command =>
	command
		.addOption(
			new Option("--suite <suite>", "run many faults").choices(
				Object.keys(SUITES),
			),
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
			`the vantage point that decides (default: ${from})`,
		)
		.option(
			"--report <directory>",
			"write report.html, report.json, junit.xml and pictures there",
			writableDirectory,
		)
		.option("--json", "report as JSON");

/**
 * Refuses a command line that names no faults, or both some faults and a suite.
 *
 * @param what the command takes: `a fault` or `faults`
 */
export function requireFaultsOrSuite(
	command: Command,
	names: readonly string[],
	{ suite }: DrillingOptions,
	what: string,
): void {
	if ((names.length === 0) === (suite === undefined)) {
		command.error(
			`error: name either ${what} or a --suite; the faults are ${FAULT_NAMES.join(", ")}`,
		);
	}
}
