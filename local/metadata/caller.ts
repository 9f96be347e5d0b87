import { defined } from "../../base/defined";
import type { Instance, Port, Subnet, Vpc, VpcState } from "../vpc/entities";
import { eipOf } from "../vpc/select";

/** The instance that asks, and where it is. */
export interface Caller {
	readonly instance: Instance;
	readonly port: Port;
	readonly subnet: Subnet;
	readonly vpc: Vpc;
	/** The public address that leads to it. */
	readonly publicAddress?: string;
}

/** Who has an address; `undefined` when nobody has it, also for a HAVIP, which is nobody's own. */
export function callerAt(state: VpcState, address: string): Caller | undefined {
	const { ports, instances, subnets, vpcs } = state;
	const port = Object.values(ports).find((each) => each.address === address);
	if (port === undefined) {
		return undefined;
	}
	const instance = instances[port.instanceId];
	const subnet = subnets[port.subnetId];
	const vpc = subnet && vpcs[subnet.vpcId];
	if (!instance || !vpc) {
		return undefined;
	}
	const eip = eipOf(state, { kind: "instance", id: instance.id });
	return {
		instance,
		port,
		subnet,
		vpc,
		...defined({ publicAddress: eip?.address }),
	};
}
