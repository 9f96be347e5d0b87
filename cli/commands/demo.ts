import type { Command } from "commander";
import { planLab } from "../../plan/plan-lab";
import { asTyped } from "../as-typed";
import { bringUp } from "../bring-up";
import { interruption } from "../interruption";
import { settingsOption } from "../lab-options";
import { loadSettings } from "../load-settings";
import { renderDrill } from "../render-drill";
import { renderStatus } from "../render-status";
import { runDrill } from "../run-drill";

const nextSteps = (vip: string): string => `What to try next:
  npx halab status                                   who is MASTER, who answers
  npx halab exec node-1 -- systemctl stop nginx      break something
  npx halab exec client -- curl -s ${vip.padEnd(17)} ask from another subnet
  npx halab exec node-1 -- journalctl -u keepalived  what keepalived says
  npx halab exec node-1 -- systemctl start nginx     and mend it: a drill wants a pair that is well
  npx halab shell node-2                             look around on a node
  npx halab drill stop-keepalived                    measure it again
  npx halab down                                     remove the lab`;

/** `halab demo`: what `npm start` runs. */
export function addDemo(program: Command): void {
	program
		.command("demo")
		.description("bring the lab up, run the first drill, leave the lab running")
		.addOption(settingsOption())
		.action(async (options: { settings?: string }) => {
			const plan = planLab(
				loadSettings("local", { file: options.settings }),
				"local",
			);
			const { lab } = await bringUp(plan);
			console.log(`\n${renderStatus(await lab.status())}\n`);
			const { report, logFile } = await lab.holdDuring("the demo", () =>
				runDrill("stop-keepalived", lab, {
					...interruption(),
					onProgress: (line) => console.log(`… ${line}`),
				}),
			);
			console.log(`\n${renderDrill(report)}\n  event log   ${logFile}\n`);
			console.log(asTyped(nextSteps(plan.pair.vips[0]?.address ?? "")));
			process.exitCode = report.passed ? 0 : 1;
		});
}
