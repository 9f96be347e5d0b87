import { basename, dirname, join } from "node:path";
import { fabricPlan } from "../fabric/fabric-plan";
import { StateStore } from "../state/state";
import { CLOUD_EVENTS, CloudEventLog } from "./cloud-events";
import { CONTROL_SOCKET } from "./control";
import { labNetwork } from "./lab-network";
import { startLocalCloud } from "./local-cloud";
import { reportError } from "./report-error";

/** The process of a lab's local cloud, inside the capsule. Its argument is the lab's directory. */
async function main(directory: string): Promise<void> {
	const state = await new StateStore(
		basename(directory),
		dirname(directory),
	).readGiven();
	if (!state) {
		throw new RangeError(`${directory} holds no lab.`);
	}
	const cloud = await startLocalCloud({
		plan: state.plan,
		directory: join(directory, "cloud"),
		network: labNetwork(fabricPlan(state.plan), state.image, reportError),
		events: new CloudEventLog(join(directory, CLOUD_EVENTS)),
		controlSocket: CONTROL_SOCKET,
		onError: reportError,
	});
	process.once("SIGTERM", () => {
		cloud.close().then(() => process.exit(0), reportError);
	});
}

main(process.argv[2] ?? "").catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
