import type { Command } from "commander";
import { CAPABILITIES } from "../../design/capabilities";
import { TEXTS } from "../../drills/text";
import { formulaText } from "../../drills/text/sentences";
import type { LabPlan } from "../../plan/lab-plan";
import { SettingsError } from "../../plan/settings-error";
import type * as LabApp from "../../platforms/lab-app";
import { ensureBindings } from "../bindings";
import { withSettings } from "../in-settings";
import { settingsOption } from "../lab-options";
import { DEFAULT_SETTINGS_FILE, loadSettings } from "../load-settings";

/** What `halab check` prints of a plan that can be built. */
function describe(plan: LabPlan): readonly string[] {
	const { nodes, vips, timing, predictedOutages } = plan.pair;
	const { limitBytes } = CAPABILITIES[plan.cloud].userData;
	return [
		`${plan.lab} on ${plan.cloud} (${plan.zone}), profile ${timing.name}:`,
		...nodes.map(
			({ name, address, priority, userDataBytes }) =>
				`  ${name}  ${address}  priority ${priority}  user data ${userDataBytes} of ${limitBytes} bytes`,
		),
		...vips.map(
			({ address, prefixLength, virtualRouterId }) =>
				`  VIP     ${address}/${prefixLength}  VRID ${virtualRouterId}`,
		),
		"Predicted outage per fault:",
		...Object.entries(predictedOutages).map(
			([fault, prediction]) =>
				`  ${fault.padEnd(16)} ${prediction.minMs.toFixed(0)} to ${prediction.maxMs.toFixed(0)} ms  (${formulaText(prediction, TEXTS.en)})`,
		),
	];
}

/** `halab check`: what `up`, a synthesis and a deployment would say of the settings, without creating anything. */
export function addCheck(program: Command): void {
	program
		.command("check")
		.description("check the settings as a deployment in the cloud would")
		.addOption(settingsOption())
		.action(({ settings: file }: { settings?: string }) => {
			const settings = loadSettings("cloud", { file });
			ensureBindings();
			// Loaded when it is needed: the bindings of three clouds take a moment, and other commands do without.
			const { checkLab }: typeof LabApp = require("../../platforms/lab-app");
			const { plan, errors, warnings } = withSettings(file, () =>
				checkLab(settings),
			);
			for (const warning of warnings) {
				console.log(`warning: ${warning}`);
			}
			if (errors.length > 0) {
				throw new SettingsError(
					file ?? DEFAULT_SETTINGS_FILE,
					errors.map((message) => ({ key: "", message })),
				);
			}
			console.log(describe(plan).join("\n"));
		});
}
