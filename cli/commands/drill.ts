import { Argument, type Command, InvalidArgumentError } from "commander";
import { attachLab, type LabOptions } from "../lab-name";
import { renderDrill } from "../render-drill";
import { DRILL_NAMES, type DrillName, runDrill } from "../run-drill";

function interval(text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1 || value > 1000) {
		throw new InvalidArgumentError("Allowed: a whole number from 1 to 1000.");
	}
	return value;
}

interface DrillCommandOptions extends LabOptions {
	readonly interval: number;
	readonly json?: true;
}

/** `halab drill`: breaks something on purpose and measures what clients notice. */
export function addDrill(program: Command): void {
	program
		.command("drill")
		.description("break something on purpose and measure what clients notice")
		.addArgument(new Argument("<fault>", "the fault").choices([...DRILL_NAMES]))
		.option("-s, --settings <file>", "settings file (default: halab.yaml)")
		.option("--name <name>", "name of the lab (default: that of the settings)")
		.option(
			"--interval <ms>",
			"milliseconds between two requests",
			interval,
			10,
		)
		.option("--json", "report as JSON")
		.action(async (fault: DrillName, options: DrillCommandOptions) => {
			const lab = await attachLab(options);
			const { report, logFile } = await runDrill(fault, lab, {
				intervalMs: options.interval,
				onProgress: (line) => console.error(`… ${line}`),
			});
			console.log(
				options.json
					? JSON.stringify(report, null, "\t")
					: `${renderDrill(report)}\n  event log   ${logFile}`,
			);
			process.exitCode = report.passed ? 0 : 1;
		});
}
