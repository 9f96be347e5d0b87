import { randomBytes } from "node:crypto";
import type { LocalPlan } from "../../plan/lab-plan";
import type { AccessKey } from "../vpc/entities";
import { newAccessKey } from "../vpc/new-access-key";

/** The key for nodes that move a route without a role to give them one. It is made anew for each run. */
export function handedOverKey({
	cloud,
	pair,
}: LocalPlan): Pick<AccessKey, "id" | "secret"> | undefined {
	const route = pair.nodes[0]?.facts.route;
	return route === undefined || route.roleName !== undefined
		? undefined
		: newAccessKey(cloud, randomBytes);
}
