import type { Command } from "commander";
import { LAB_IDS, LABS } from "../../labs/catalogue";
import { cloudsOf } from "../../plan/lab-clouds";

/** `halab labs`: the catalogue. */
export function addLabs(program: Command): void {
	program
		.command("labs")
		.description("list the labs of the catalogue")
		.action(() => {
			for (const id of LAB_IDS) {
				const { title, vipModes, homes } = LABS[id];
				console.log(
					`${id}\n    ${title}\n    ${cloudsOf(id).join(", ")}; VIP mode ${vipModes.join(" or ")}; ${homes.includes("local") ? "in the cloud and on this machine" : "in the cloud"}`,
				);
			}
		});
}
