import type { Command } from "commander";
import { attachLab, type LabOptions } from "../lab-name";
import { nameOption, settingsOption } from "../lab-options";
import { renderStatus } from "../render-status";

/** `halab status`: nodes, VRRP states, who holds the address and who answers. */
export function addStatus(program: Command): void {
	program
		.command("status")
		.description("show the nodes, their VRRP states and who answers at the VIP")
		.addOption(settingsOption())
		.addOption(nameOption())
		.option("--json", "as JSON")
		.action(async (options: LabOptions & { json?: true }) => {
			const status = await (await attachLab(options)).status();
			console.log(
				options.json
					? JSON.stringify(status, null, "\t")
					: renderStatus(status),
			);
		});
}
