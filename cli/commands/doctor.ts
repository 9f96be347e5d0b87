import type { Command } from "commander";
import { examine } from "../../local/lab/doctor";
import { asTyped } from "../as-typed";

const MARKS = { pass: "✔", warn: "!", fail: "✖" } as const;

/** `halab doctor`: what this machine lacks to run a lab. */
export function addDoctor(program: Command): void {
	program
		.command("doctor")
		.description("check whether this machine can run a lab, and say what to do")
		.action(async () => {
			const results = await examine();
			for (const { verdict, title, detail, remedy } of results) {
				console.log(`${MARKS[verdict]} ${title}: ${detail}`);
				if (remedy !== undefined) {
					console.log(`    → ${asTyped(remedy).replaceAll("\n", "\n      ")}`);
				}
			}
			process.exitCode = results.some(({ verdict }) => verdict === "fail")
				? 1
				: 0;
		});
}
