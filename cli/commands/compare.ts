import { basename, join } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import type { SkippedFault } from "../../drills/faults/catalogue";
import type { DrillPlan } from "../../drills/run/drill-plan";
import type { Fault } from "../../drills/run/fault";
import {
	SEED_NAMES,
	seedName,
	TUTORIALS,
} from "../../labs/tutorials/catalogue";
import type { Tutorial } from "../../labs/tutorials/tutorial";
import { type ContestResults, compareDrills } from "../compare-drills";
import { renderRivalLine } from "../render-comparison";
import { renderDrillLine } from "../render-drill";
import type { DrillResults, RunOptions } from "../run-drill";

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

/** `--compare seed:…` of `halab drill`. */
export const compareOption = (): Option =>
	new Option(
		"--compare <seeds>",
		`run the same drills on tutorials' own configurations too: ${SEED_NAMES.join(",")}`,
	).argParser(tutorialsOf);

/** The drills of the running lab, for `--compare`. */
export interface OwnDrills {
	readonly plan: DrillPlan;
	/** Directory of the running lab's state, named like the lab. */
	readonly directory: string;
	readonly faults: readonly Fault[];
	readonly skipped: readonly SkippedFault[];
	readonly runs: number;
	/** Runs them. */
	readonly drill: (options: RunOptions) => Promise<DrillResults>;
}

/** Drills the running lab and the tutorials, and puts them side by side. */
export function compareWith(
	tutorials: readonly Tutorial[],
	{ plan, directory, faults, skipped, runs, drill }: OwnDrills,
	jobs: number,
	options: RunOptions,
): Promise<ContestResults> {
	return compareDrills(tutorials, drill, {
		plan,
		name: basename(directory),
		logDirectory: join(directory, "drills"),
		faults: [...faults, ...skipped.map(({ fault }) => fault)],
		runs,
		jobs,
		options,
		onRun: ({ report }, run, lab) =>
			console.error(
				report.subject === undefined
					? `${lab}: ${renderDrillLine(report, run)}`
					: renderRivalLine(report, run),
			),
	});
}
