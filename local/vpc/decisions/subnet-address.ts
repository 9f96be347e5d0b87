import type { Subnet, VpcState } from "../entities";
import { VpcError } from "../errors";
import { addressOf, cidrOf } from "./network-text";

/**
 * Checks that something in a subnet can have this address.
 *
 * @throws VpcError `invalid-network` outside the subnet or when nobody can have it, `duplicate` when it is taken
 */
export function checkFreeAddress(
	state: VpcState,
	subnet: Subnet,
	address: string,
): void {
	if (!cidrOf(subnet.cidr).isUsable(addressOf(address))) {
		throw new VpcError(
			"invalid-network",
			`${address} is not a usable address of the subnet ${subnet.id} (${subnet.cidr}).`,
			address,
		);
	}
	const holder = holderOf(state, subnet, address);
	if (holder !== undefined) {
		throw new VpcError(
			"duplicate",
			`${address} is taken in the subnet ${subnet.id}: ${holder} has it.`,
			address,
		);
	}
}

/** For people: who has the address. */
function holderOf(
	state: VpcState,
	subnet: Subnet,
	address: string,
): string | undefined {
	if (subnet.gateway === address) {
		return "the gateway";
	}
	const here = (thing: {
		readonly subnetId: string;
		readonly address: string;
	}): boolean => thing.subnetId === subnet.id && thing.address === address;
	const port = Object.values(state.ports).find(here);
	if (port) {
		return `the instance ${port.instanceId}`;
	}
	const haVip = Object.values(state.haVips).find(here);
	return haVip && `the HAVIP ${haVip.id}`;
}
