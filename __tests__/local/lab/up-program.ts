import { LocalLab } from "../../../local/lab/lab";
import { fixturePlan } from "../fixture-plan";

// Brings the lab up that the first argument names, in a process that a test can interrupt.
LocalLab.up(fixturePlan(process.argv[2] ?? ""), {
	onProgress: ({ phase, state }) => console.log(phase, state),
}).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 130;
});
