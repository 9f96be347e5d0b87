import { own } from "../../../base/own";
import type { Port, Subnet, Vpc, VpcState } from "../entities";
import { VpcError } from "../errors";
import { portOf } from "../select";

/**
 * What has an id.
 *
 * @param kind for the message
 * @throws VpcError `not-found`
 */
export function find<Thing>(
	things: Readonly<Record<string, Thing>>,
	id: string,
	kind: string,
): Thing {
	const thing = own(things, id);
	if (thing === undefined) {
		throw new VpcError("not-found", `There is no ${kind} ${id}.`, id);
	}
	return thing;
}

/** @throws VpcError `not-found` */
export const findVpc = ({ vpcs }: VpcState, id: string): Vpc =>
	find(vpcs, id, "VPC");

/** @throws VpcError `not-found` */
export const findSubnet = ({ subnets }: VpcState, id: string): Subnet =>
	find(subnets, id, "subnet");

/** @throws VpcError `not-found` when there is no such instance */
export function findPortOf(state: VpcState, instanceId: string): Port {
	const port = portOf(state, instanceId);
	if (port === undefined) {
		throw new VpcError(
			"not-found",
			`There is no instance ${instanceId}.`,
			instanceId,
		);
	}
	return port;
}
