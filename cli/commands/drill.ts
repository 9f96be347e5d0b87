import { mkdir } from "node:fs/promises";
import { basename } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { defined } from "../../base/defined";
import { unavailableMs } from "../../drills/analysis/figures";
import { FAULTS, fitting } from "../../drills/faults/catalogue";
import { isOverBudget } from "../../drills/report/budget";
import { reportInWords } from "../../drills/report/in-words";
import { takeLock } from "../../local/host/lock";
import { deployedStack } from "../deployed-stack";
import {
	type DrillingOptions,
	faultArgument,
	faultsOf,
	requireFaultsOrSuite,
	withDrillOptions,
} from "../drill-options";
import type { DrillPlace } from "../drill-place";
import { drillsAsJson, drillsAsText, havePassed } from "../drill-results";
import { interruption, MEND_STACK } from "../interruption";
import { attachLab } from "../lab-name";
import { renderDrill, renderDrillLine, renderFaults } from "../render-drill";
import { placeOf, runDrills } from "../run-drill";
import { budget, writeReportOf } from "./report";

interface DrillCommandOptions extends DrillingOptions {
	readonly list?: true;
	readonly budget?: number;
	readonly ssh?: string;
	readonly stack?: string;
	readonly identity?: string;
	readonly console?: true;
}

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
	const wanted = faultsOf(name === undefined ? [] : [name], options);
	// A fault that is named and cannot be done is refused by the drill itself.
	const { faults, skipped } =
		options.suite === undefined
			? { faults: wanted, skipped: [] }
			: fitting(wanted, place.plan, place.bench);
	const many = faults.length > 1 || options.runs > 1;
	const texts: string[] = [];
	const logFiles: string[] = [];
	const results = await runDrills(
		faults,
		options.runs,
		place,
		{
			intervalMs: options.interval,
			seed: options.seed,
			...interruption(options.ssh === undefined ? undefined : MEND_STACK),
			...defined({ from: options.from }),
			onProgress,
		},
		({ report, logFile }, run) => {
			if (many) {
				console.error(renderDrillLine(report, run));
			}
			logFiles.push(logFile);
			texts.push(`${renderDrill(report)}\n  event log   ${logFile}`);
		},
	);
	if (options.json) {
		const [only] = results.reports;
		const result = many
			? drillsAsJson(options.seed, results, skipped)
			: only && reportInWords(only);
		console.log(JSON.stringify(result, null, "\t"));
	} else {
		console.log(many ? drillsAsText(results, skipped) : texts.join("\n"));
	}
	if (options.report !== undefined) {
		await writeReportOf(logFiles, options.report, {
			seed: options.seed,
			budgetMs: options.budget,
		});
	}
	const slow = results.reports.filter((report) =>
		isOverBudget(report, options.budget),
	);
	for (const report of slow) {
		console.error(
			`${report.drill}: ${unavailableMs(report).toFixed(0)} ms without service, the budget is ${options.budget} ms`,
		);
	}
	process.exitCode = havePassed(results) && slow.length === 0 ? 0 : 1;
}

/** `--compare` was an option of `halab drill` once. */
const compareOption = (): Option =>
	new Option("--compare <seeds>")
		.argParser((seeds: string) => {
			throw new InvalidArgumentError(
				`Comparing is a command of its own: halab compare <faults> --against ${seeds}`,
			);
		})
		.hideHelp();

/** `halab drill`: breaks something on purpose and measures what clients notice. */
export function addDrill(program: Command): void {
	const command = program
		.command("drill")
		.description("break something on purpose and measure what clients notice")
		.addArgument(faultArgument("[fault]", "the fault"))
		.option("--list", "list the faults and what each should lead to");
	withDrillOptions(command, "client; with --ssh: bastion")
		.option(
			"--budget <time>",
			"fail when a fault that the pair survives costs more, e.g. 300ms",
			budget,
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
		.addOption(compareOption())
		.action(async (fault: string | undefined, options: DrillCommandOptions) => {
			if (options.list) {
				console.log(renderFaults(FAULTS));
				return;
			}
			requireFaultsOrSuite(
				command,
				fault === undefined ? [] : [fault],
				options,
				"a fault",
			);
			const { console: attended, identity, ssh, stack } = options;
			if (ssh === undefined && (attended ?? identity ?? stack)) {
				command.error(
					"error: --stack, --identity and --console go with --ssh <outputs>",
				);
			}
			await drill(fault, options);
		});
}
