import { join } from "node:path";
import { programOf } from "../../base/program";
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
			...programOf(join(__dirname, "main")),
			directory,
		],
		log,
	);
}
