import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { defined } from "../../base/defined";
import { toNdjson } from "../../drills/log/event-log";
import { minimalLog } from "../../drills/soak/minimal-log";
import { type SoakStepResult, soak } from "../../drills/soak/soak";
import type { LocalLab } from "../../local/lab/lab";
import { interruption } from "../interruption";
import { attachLab, type LabOptions } from "../lab-name";
import { nameOption, settingsOption } from "../lab-options";
import { renderSoakStep } from "../render-soak";
import { benchOf, requireLogs, writeLog } from "../run-drill";
import { sumUpSoak } from "../sum-up-soak";
import { wholeNumber } from "../whole-number";

/** A week. */
const MOST_MINUTES = 10_080;

interface SoakCommandOptions extends LabOptions {
	readonly minutes: number;
	readonly seed: number;
	readonly cpuLoad?: true;
}

function minutes(text: string): number {
	const value = Number(text);
	if (!(value > 0 && value <= MOST_MINUTES)) {
		throw new InvalidArgumentError(
			`Allowed: a number above 0, at most ${MOST_MINUTES}, e.g. 30 or 0.5.`,
		);
	}
	return value;
}

/** Keeps what shows why a step failed. */
async function keepLog(
	lab: LocalLab,
	seed: number,
	{ step, log }: SoakStepResult,
): Promise<string> {
	const directory = join(lab.directory, "soak");
	const name = `seed-${seed}-step-${step.number}-${step.fault.id}.ndjson`;
	const file = join(directory, name);
	await writeLog(file, toNdjson(minimalLog(log)));
	return file;
}

async function runSoak(options: SoakCommandOptions): Promise<void> {
	const lab = await attachLab(options);
	await lab.holdDuring("a soak", () => soakIn(lab, options));
}

async function soakIn(
	lab: LocalLab,
	{ minutes, seed, cpuLoad }: SoakCommandOptions,
): Promise<void> {
	requireLogs(lab.directory);
	const results = await sumUpSoak(
		seed,
		(onStep) =>
			soak(
				benchOf(lab),
				lab.plan,
				{
					forMs: minutes * 60_000,
					seed,
					...interruption(),
					...defined({ cpuLoad }),
				},
				async (result) => {
					await onStep(result);
					console.error(renderSoakStep(result));
					if (result.violations.length > 0) {
						console.error(`  event log   ${await keepLog(lab, seed, result)}`);
					}
				},
			),
		(summary) => console.log(summary),
	);
	process.exitCode = results.every(
		({ violations, falseFailovers }) =>
			violations.length === 0 && falseFailovers === 0,
	)
		? 0
		: 1;
}

/** `halab soak`: random faults and heals, reproducible, until one shows something. */
export function addSoak(program: Command): void {
	program
		.command("soak")
		.description(
			"random faults and heals, one after the other, until an invariant is violated or the time is over",
		)
		.option("--minutes <n>", "how long", minutes, 30)
		.option(
			"--seed <n>",
			"decides which faults come, and when",
			wholeNumber(0, 2 ** 32 - 1),
			1,
		)
		.option("--cpu-load", "keep the processors of all nodes busy meanwhile")
		.addOption(settingsOption())
		.addOption(nameOption())
		.action(runSoak);
}
