import { randomBytes, randomInt } from "node:crypto";
import type { LocalPlan } from "../../plan/lab-plan";
import type { FabricPlan } from "../fabric/fabric-plan";
import type { AccessKey, VpcState } from "../vpc/entities";
import { openVpcStore } from "../vpc/journal";
import { layOutLab } from "./lab-layout";

/**
 * Makes the local cloud of a lab, with everything in it, as a journal in a directory that is not there yet.
 *
 * @param nodeKey the key that is handed over to the nodes, where a role gives them none
 */
export async function prepareCloud(
	directory: string,
	plan: LocalPlan,
	fabric: FabricPlan,
	nodeKey?: Pick<AccessKey, "id" | "secret">,
): Promise<VpcState> {
	const store = await openVpcStore({
		directory,
		create: {
			cloud: plan.cloud,
			region: plan.region,
			accountId: String(randomInt(1e11, 1e12)),
			secret: randomBytes(32).toString("base64url"),
		},
	});
	try {
		await layOutLab(store, plan, fabric, nodeKey);
		return store.state;
	} finally {
		await store.close();
	}
}
