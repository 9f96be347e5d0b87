import { join } from "node:path";
import { CLOUD } from "../fabric/fabric-plan";
import type { Capsule } from "../host/capsule";

/** Name of the control group of the local cloud's process. */
const GROUP = "local-cloud";

/**
 * Start the process of a lab's local cloud inside its capsule. It is started again when it ends.
 *
 * @param directory the lab's directory, with its state and the prepared journal
 * @param log takes what it writes
 */
export async function startCloudProcess(
	capsule: Capsule,
	directory: string,
	log: string,
): Promise<void> {
	await capsule.spawn(
		[
			join(__dirname, "files", "cloud.sh"),
			CLOUD,
			GROUP,
			...program(),
			directory,
		],
		log,
	);
}

/** The compiled file, or the source in a clone. */
function program(): readonly string[] {
	return __filename.endsWith(".ts")
		? [
				process.execPath,
				"--require",
				require.resolve("tsx/cjs"),
				join(__dirname, "main.ts"),
			]
		: [process.execPath, join(__dirname, "main.js")];
}
