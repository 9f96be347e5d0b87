import { basename, join } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import type { Comparison } from "../../drills/compare/comparison";
import type { DrillPlan } from "../../drills/drill-plan";
import type { DrillReport } from "../../drills/drill-report";
import type { Fault } from "../../drills/fault";
import type { SkippedFault } from "../../drills/faults/catalogue";
import {
	SEED_NAMES,
	seedName,
	TUTORIALS,
} from "../../labs/tutorials/catalogue";
import type { Tutorial } from "../../labs/tutorials/tutorial";
import { compareDrills } from "../compare-drills";
import { renderRivalLine } from "../render-comparison";
import { renderDrillLine } from "../render-drill";
import type { RunOptions } from "../run-drill";

function tutorialsOf(text: string): readonly Tutorial[] {
	return [...new Set(text.split(","))].map((name) => {
		const tutorial = TUTORIALS.find((one) => seedName(one) === name);
		if (tutorial === undefined) {
			throw new InvalidArgumentError(
				`${name === "" ? "Nothing" : name} cannot be compared with. Allowed, separated by commas: ${SEED_NAMES.join(", ")}.`,
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

/** What `--compare` has to know of the drills of the running lab. */
export interface OwnDrills {
	readonly plan: DrillPlan;
	/** Directory of the running lab's state, named like the lab. */
	readonly directory: string;
	readonly faults: readonly Fault[];
	readonly skipped: readonly SkippedFault[];
	readonly runs: number;
	readonly reports: readonly DrillReport[];
}

/** Drills the tutorials as the running lab was drilled, and puts them beside it. */
export function compareWith(
	tutorials: readonly Tutorial[],
	{ plan, directory, faults, skipped, runs, reports }: OwnDrills,
	options: RunOptions,
): Promise<readonly Comparison[]> {
	const impossible = skipped.map(({ fault, why }) => [fault.id, why] as const);
	return compareDrills(
		tutorials,
		{ reports, impossible: Object.fromEntries(impossible) },
		{
			plan,
			name: basename(directory),
			logDirectory: join(directory, "drills"),
			faults: [...faults, ...skipped.map(({ fault }) => fault)],
			runs,
			options,
			onRun: ({ report }, run) =>
				console.error(
					report.subject === undefined
						? renderDrillLine(report, run)
						: renderRivalLine(report, run),
				),
		},
	);
}
