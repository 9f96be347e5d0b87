import { resolve } from "node:path";
import type { Command } from "commander";
import { LocalLab } from "../../local/lab/lab";
import { tryDirectory } from "../../local/lab/try-directory";
import { asTyped } from "../as-typed";
import { keepLogs, logsOf } from "../keep-logs";
import { type LabOptions, labName } from "../lab-name";
import { nameOption, settingsOption } from "../lab-options";

interface DownCommandOptions extends LabOptions {
	readonly force?: true;
	readonly keepLogs?: string | true;
}

async function down(options: DownCommandOptions): Promise<void> {
	const name = labName(options);
	const { force = false, keepLogs: kept } = options;
	const target =
		kept === undefined
			? undefined
			: resolve(kept === true ? `${name}-logs` : kept);
	let logs: readonly string[] = [];
	const removed = await LocalLab.down(name, {
		force,
		beforeRemoval: async (directory) => {
			logs = await logsOf(directory);
			if (target !== undefined && logs.length > 0) {
				tryDirectory(target);
				await keepLogs(directory, logs, target);
			}
		},
		onNotice: (line) => console.error(asTyped(line)),
	});
	if (!removed) {
		console.log(`No lab called ${name} is running; nothing to remove.`);
		return;
	}
	console.log(asTyped(`${name} is removed${deleted(logs.length, target)}.`));
}

/** What became of the event logs. */
function deleted(logs: number, target: string | undefined): string {
	const files = logs === 1 ? "1 event log" : `${logs} event logs`;
	if (logs === 0) {
		return "";
	}
	return target === undefined
		? `, with ${files} of its drills; next time, halab down --keep-logs keeps them`
		: `; ${files} of its drills ${logs === 1 ? "is" : "are"} kept in ${target}`;
}

/** `halab down`: removes a lab, also what a crash left of it. */
export function addDown(program: Command): void {
	program
		.command("down")
		.description(
			"remove the lab: every process, mount, namespace and cgroup, and its files",
		)
		.addOption(settingsOption())
		.addOption(nameOption())
		.option(
			"--force",
			"when a drill holds the lab: let it heal what it broke, end it, then remove the lab",
		)
		.option(
			"--keep-logs [directory]",
			"copy the event logs of its drills first (default: <name>-logs in this directory)",
		)
		.action(down);
}
