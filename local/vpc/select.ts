import type { Eip, EipTarget, Port, Subnet, VpcState } from "./entities";

/** The port of an instance: each has one. */
export const portOf = (
	{ ports }: VpcState,
	instanceId: string,
): Port | undefined =>
	Object.values(ports).find((port) => port.instanceId === instanceId);

/** The EIP that leads to something: one at most does. */
export const eipOf = (
	{ eips }: VpcState,
	{ kind, id }: EipTarget,
): Eip | undefined =>
	Object.values(eips).find(
		({ target }) => target?.kind === kind && target.id === id,
	);

/** The subnets of a VPC. */
export const subnetsOf = (
	{ subnets }: VpcState,
	vpcId: string,
): readonly Subnet[] =>
	Object.values(subnets).filter((subnet) => subnet.vpcId === vpcId);
