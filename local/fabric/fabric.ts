import { join } from "node:path";
import type { Capsule } from "../host/capsule";
import { LocalLabError } from "../host/errors";
import { overlayOptions } from "../host/user-namespace";
import type { VpcState } from "../vpc/entities";
import { fabricCommands, renderCommands } from "./fabric-commands";
import type { FabricPlan } from "./fabric-plan";
import { fabricRules } from "./fabric-rules";

const FILES = join(__dirname, "files");

/**
 * Make the network inside the capsule: switch, router, the cloud's place and the hosts that are not nodes.
 *
 * @param state obeyed from the first packet on
 */
export async function buildFabric(
	capsule: Capsule,
	fabric: FabricPlan,
	state: VpcState,
): Promise<void> {
	const outcome = await capsule.run([join(FILES, "fabric.sh")], {
		input: renderCommands(fabricCommands(fabric, fabricRules(state, fabric))),
	});
	if (outcome.exitCode !== 0) {
		throw new LocalLabError("The lab's network could not be built.", {
			remedy:
				"Run `halab doctor`; the kernel may lack bridges, veth pairs or nftables.",
			log: outcome.stderr,
		});
	}
}

/**
 * Start the hosts of the fabric that are not nodes, with the node image's programs.
 *
 * @param hostsFile their /etc/hosts
 * @param log takes their messages
 */
export async function startHosts(
	capsule: Capsule,
	fabric: FabricPlan,
	options: {
		readonly image: string;
		readonly hostsFile: string;
		readonly log: string;
	},
): Promise<void> {
	for (const { name, kind } of fabric.machines) {
		if (kind === "node") {
			continue;
		}
		await capsule.spawn(
			[
				join(FILES, "host.sh"),
				name,
				options.image,
				options.hostsFile,
				overlayOptions(),
			],
			options.log,
		);
	}
}
