import type { Command } from "commander";
import { attachLab, type LabOptions } from "../lab-name";
import { nameOption, settingsOption } from "../lab-options";

const MACHINE =
	"node-1, node-2, …, bastion, client, neighbour, internet or router";

/** `halab exec` and `halab shell`: commands on the lab's machines. */
export function addExec(program: Command): void {
	program
		.command("exec")
		.description("run a command on a machine of the lab")
		.argument("<machine>", MACHINE)
		.argument("<command...>", "the command and its arguments, after --")
		.addOption(settingsOption())
		.addOption(nameOption())
		.passThroughOptions()
		.action(async (machine: string, command: string[], options: LabOptions) => {
			const lab = await attachLab(options);
			// Options after the machine belong to the command, so commander leaves the separator in its place.
			const words = command[0] === "--" ? command.slice(1) : command;
			process.exitCode = await lab.machines.runInteractive(machine, words);
		});
	program
		.command("shell")
		.description("open a shell on a machine of the lab")
		.argument("<machine>", MACHINE)
		.addOption(settingsOption())
		.addOption(nameOption())
		.action(async (machine: string, options: LabOptions) => {
			const lab = await attachLab(options);
			process.exitCode = await lab.machines.runInteractive(machine, [
				"bash",
				"--login",
			]);
		});
}
