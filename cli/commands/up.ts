import type { Command } from "commander";
import { defined } from "../../base/defined";
import { TIMING_NAMES } from "../../design/timing";
import { placeWarnings } from "../../plan/access-warnings";
import { planLab } from "../../plan/plan-lab";
import { asTyped } from "../as-typed";
import { bringUp } from "../bring-up";
import { settingsOption } from "../lab-options";
import { loadSettings } from "../load-settings";
import { renderStatus } from "../render-status";

interface UpCommandOptions {
	readonly settings?: string;
	readonly cloud?: string;
	readonly timing?: string;
	readonly name?: string;
}

/** What the command line says, as settings. */
export const overridesOf = (
	lab: string | undefined,
	{ cloud, timing, name }: UpCommandOptions,
) => defined({ lab, cloud, timing, name });

/** `halab up`: brings a lab up and leaves it running. */
export function addUp(program: Command): void {
	program
		.command("up")
		.description("bring a lab up on this machine and leave it running")
		.argument("[lab]", "lab of the catalogue (default: that of the settings)")
		.addOption(settingsOption())
		.option("--cloud <cloud>", "cloud whose dialect the lab speaks")
		.option("--timing <profile>", `timing profile: ${TIMING_NAMES.join(", ")}`)
		.option("--name <name>", "name of the lab, to run several side by side")
		.action(async (lab: string | undefined, options: UpCommandOptions) => {
			const plan = planLab(
				loadSettings("local", {
					file: options.settings,
					overrides: overridesOf(lab, options),
				}),
				"local",
			);
			for (const warning of placeWarnings(plan)) {
				console.error(`warning: ${warning}`);
			}
			const up = await bringUp(plan);
			const { lab: running, created, resumed, poweredOff } = up;
			console.log(renderStatus(await running.status()));
			if (resumed) {
				console.log(
					"The lab was booting already: an earlier up had been interrupted.",
				);
			} else if (!created) {
				console.log("The lab was running already; nothing was changed.");
			}
			if (poweredOff.length > 0) {
				console.log(
					asTyped(
						`Powered off: ${poweredOff.join(", ")}. Start again with: halab down, then halab up.`,
					),
				);
			}
		});
}
