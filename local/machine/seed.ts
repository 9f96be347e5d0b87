import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalNode, LocalPlan } from "../local-plan";

/**
 * The NoCloud seed of a node: file name → content. JSON is YAML.
 *
 * @param run makes the instance id a fresh one, so that cloud-init takes the node for a new machine
 */
export function seedOf(
	plan: LocalPlan,
	node: LocalNode,
	run: string,
): Readonly<Record<string, string>> {
	const { prefixLength, gateway } = plan.network.privateSubnet;
	const metaData = {
		"instance-id": `i-${run}-${node.name}`,
		"local-hostname": node.name,
	};
	const networkConfig = {
		version: 2,
		ethernets: {
			eth0: {
				dhcp4: false,
				addresses: [`${node.address}/${prefixLength}`],
				routes: [{ to: "0.0.0.0/0", via: gateway }],
			},
		},
	};
	return {
		"meta-data": `${JSON.stringify(metaData)}\n`,
		"network-config": `${JSON.stringify(networkConfig)}\n`,
		"user-data": node.userData,
	};
}

/** Write a node's seed into a directory. */
export async function writeSeed(
	directory: string,
	seed: Readonly<Record<string, string>>,
): Promise<void> {
	await mkdir(directory, { recursive: true });
	for (const [name, content] of Object.entries(seed)) {
		await writeFile(join(directory, name), content);
	}
}
