import type { Command } from "commander";
import { LocalLab } from "../../local/lab";
import { type LabOptions, labName } from "../lab-name";

/** `halab down`: removes a lab, also what a crash left of it. */
export function addDown(program: Command): void {
	program
		.command("down")
		.description("remove the lab: every process, mount, namespace and cgroup")
		.option("-s, --settings <file>", "settings file (default: halab.yaml)")
		.option("--name <name>", "name of the lab (default: that of the settings)")
		.action(async (options: LabOptions) => {
			const name = labName(options);
			const removed = await LocalLab.down(name);
			console.log(
				removed
					? `${name} is removed.`
					: `No lab called ${name} is running; nothing to remove.`,
			);
		});
}
