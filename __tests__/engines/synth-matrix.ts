// Synthesizes every combination of the matrix into the directory that is named as argument, and prints the engine.
import { join } from "node:path";
import { labApp } from "../../main";
import { planLab } from "../../plan/plan-lab";
import { settingsSchema } from "../../plan/settings";
import { COMBINATIONS } from "../matrix";

const [directory = "."] = process.argv.slice(2);
COMBINATIONS.forEach(({ settings }, index) => {
	const plan = planLab(settingsSchema.parse(settings));
	labApp(plan, join(directory, String(index))).synth();
});
console.log(require.resolve("cdktf"));
