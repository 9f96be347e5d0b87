import type { Command } from "commander";
import { CAPABILITIES } from "../../design/capabilities";
import { accessWarnings } from "../../plan/access-warnings";
import { planLab } from "../../plan/plan-lab";
import { loadSettings } from "../load-settings";

/** `halab check`: what a deployment would say of the settings, without creating anything. */
export function addCheck(program: Command): void {
	program
		.command("check")
		.description("check the settings as a deployment in the cloud would")
		.option("-s, --settings <file>", "settings file (default: halab.yaml)")
		.action((options: { settings?: string }) => {
			const plan = planLab(loadSettings("cloud", { file: options.settings }));
			for (const warning of accessWarnings(plan)) {
				console.log(`warning: ${warning}`);
			}
			console.log(
				`${plan.lab} on ${plan.cloud} (${plan.zone}), profile ${plan.pair.timing.name}:`,
			);
			for (const node of plan.pair.nodes) {
				console.log(
					`  ${node.name}  ${node.address}  priority ${node.priority}  user data ${node.userDataBytes} of ${CAPABILITIES[plan.cloud].userData.limitBytes} bytes`,
				);
			}
			for (const vip of plan.pair.vips) {
				console.log(
					`  VIP     ${vip.address}/${vip.prefixLength}  VRID ${vip.virtualRouterId}`,
				);
			}
			console.log("Predicted outage per fault:");
			for (const [fault, { minMs, maxMs, formula }] of Object.entries(
				plan.pair.predictedOutages,
			)) {
				console.log(
					`  ${fault.padEnd(16)} ${minMs.toFixed(0)} to ${maxMs.toFixed(0)} ms  (${formula})`,
				);
			}
		});
}
