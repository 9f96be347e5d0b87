/** `npm start`: installs what is missing, then shows the first lab at work. */
import { runAndExit, setUp } from "./setup.mjs";

setUp({ tests: false });
runAndExit(process.execPath, [
	"bin/halab.js",
	"demo",
	...process.argv.slice(2),
]);
