/** `npm run fuzz`: the readers of files against 100,000 inputs each, or as many as the first word says. */
import { runAndExit, setUp } from "./setup.mjs";

setUp({ tests: true });
process.env.HALAB_FUZZ_INPUTS = process.argv[2] ?? "100000";
runAndExit(process.execPath, [
	"node_modules/vitest/vitest.mjs",
	"run",
	"__tests__/fuzz",
]);
