import type { Command } from "commander";
import { attachLab, type LabOptions } from "../lab-name";
import { renderStatus } from "../render-status";

/** `halab status`: nodes, VRRP states, who holds the address and who answers. */
export function addStatus(program: Command): void {
	program
		.command("status")
		.description("show the nodes, their VRRP states and who answers at the VIP")
		.option("-s, --settings <file>", "settings file (default: halab.yaml)")
		.option("--name <name>", "name of the lab (default: that of the settings)")
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
