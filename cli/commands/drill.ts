import {
	Argument,
	type Command,
	InvalidArgumentError,
	Option,
} from "commander";
import type { DrillReport } from "../../drills/drill-report";
import { summarizeDrills, unavailableMs } from "../../drills/drill-summary";
import {
	FAULT_NAMES,
	FAULTS,
	SUITE_NAMES,
	type SuiteName,
	suite,
} from "../../drills/faults/catalogue";
import type { LocalLab } from "../../local/lab";
import { drillPlanOf } from "../drill-plan-of";
import { attachLab, type LabOptions } from "../lab-name";
import {
	renderDrill,
	renderDrillLine,
	renderFaults,
	renderSummaries,
} from "../render-drill";
import { benchOf, runDrills } from "../run-drill";

/** A parser of whole numbers within bounds. */
const wholeNumber =
	(lowest: number, highest: number) =>
	(text: string): number => {
		const value = Number(text);
		if (!Number.isInteger(value) || value < lowest || value > highest) {
			throw new InvalidArgumentError(
				`Allowed: a whole number from ${lowest} to ${highest}.`,
			);
		}
		return value;
	};

function budget(text: string): number {
	const [, digits = "", unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
	if (unit === undefined) {
		throw new InvalidArgumentError(
			"Allowed: a number with its unit, such as 300ms or 1.5s.",
		);
	}
	return Number(digits) * (unit === "s" ? 1000 : 1);
}

interface DrillCommandOptions extends LabOptions {
	readonly list?: true;
	readonly suite?: SuiteName;
	readonly runs: number;
	readonly seed: number;
	readonly interval: number;
	readonly from?: string;
	readonly budget?: number;
	readonly json?: true;
}

/** The faults that were asked for, and those of a suite that cannot be done in the lab. */
const faultsOf = (
	name: string | undefined,
	options: DrillCommandOptions,
	lab: LocalLab,
): ReturnType<typeof suite> =>
	options.suite === undefined
		? { faults: FAULTS.filter(({ id }) => id === name), skipped: [] }
		: suite(options.suite, drillPlanOf(lab), benchOf(lab));

/** The drills that took longer than allowed. What nobody can survive has no budget. */
const overBudget = (
	reports: readonly DrillReport[],
	budgetMs: number | undefined,
): readonly DrillReport[] =>
	budgetMs === undefined
		? []
		: reports.filter(
				(report) =>
					report.outcome !== "interruption" && unavailableMs(report) > budgetMs,
			);

/** Fires when the user interrupts: the drill heals what it broke, then ends. A second time ends at once. */
function interruption(): AbortSignal {
	const controller = new AbortController();
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		process.once(signal, () => controller.abort());
	}
	return controller.signal;
}

async function drill(
	name: string | undefined,
	options: DrillCommandOptions,
): Promise<void> {
	const lab = await attachLab(options);
	const { faults, skipped } = faultsOf(name, options, lab);
	const many = faults.length > 1 || options.runs > 1;
	const texts: string[] = [];
	const reports = await runDrills(
		faults,
		options.runs,
		lab,
		{
			intervalMs: options.interval,
			seed: options.seed,
			signal: interruption(),
			...(options.from === undefined ? {} : { from: options.from }),
			onProgress: (line) => console.error(`… ${line}`),
		},
		({ report, logFile }, run) => {
			if (many) {
				console.error(renderDrillLine(report, run));
			}
			texts.push(`${renderDrill(report)}\n  event log   ${logFile}`);
		},
	);
	const summaries = summarizeDrills(reports);
	const [only] = reports;
	if (options.json) {
		const result = many
			? {
					seed: options.seed,
					summaries,
					skipped: skipped.map(({ fault, why }) => ({ drill: fault.id, why })),
					reports,
				}
			: only;
		console.log(JSON.stringify(result, null, "\t"));
	} else {
		console.log(many ? renderSummaries(summaries, skipped) : texts.join("\n"));
	}
	const slow = overBudget(reports, options.budget);
	for (const report of slow) {
		console.error(
			`${report.drill}: ${unavailableMs(report).toFixed(0)} ms without service, the budget is ${options.budget} ms`,
		);
	}
	const passed = reports.every((report) => report.passed);
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
		.option("-s, --settings <file>", "settings file (default: halab.yaml)")
		.option("--name <name>", "name of the lab (default: that of the settings)")
		.option(
			"--interval <ms>",
			"milliseconds between two requests",
			wholeNumber(1, 1000),
			10,
		)
		.option(
			"--from <machine>",
			"the vantage point that decides (default: client)",
		)
		.option(
			"--budget <time>",
			"fail when a fault that the pair survives costs more, e.g. 300ms",
			budget,
		)
		.option("--json", "report as JSON")
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
				await drill(fault, options);
			},
		);
}
