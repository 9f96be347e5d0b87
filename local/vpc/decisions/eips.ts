import { CAPABILITIES } from "../../../design/capabilities";
import type { EipTarget, VpcState } from "../entities";
import { VpcError } from "../errors";
import type { VpcChange } from "../events";
import { eipOf } from "../select";
import { type CommandOf, type DecisionContext, idFor } from "./context";
import { find } from "./find";
import { addressOf } from "./network-text";

export function allocateEip(
	state: VpcState,
	{ id: wanted, name, address }: CommandOf<"allocate-eip">,
	context: DecisionContext,
): readonly VpcChange[] {
	const id = idFor("eip", wanted, state.eips, context);
	addressOf(address);
	const other = Object.values(state.eips).find(
		(eip) => eip.address === address,
	);
	if (other) {
		throw new VpcError(
			"duplicate",
			`${address} is the address of the EIP ${other.id} already.`,
			address,
		);
	}
	return [{ type: "eip-allocated", eip: { id, name, address } }];
}

export function associateEip(
	state: VpcState,
	{ eipId, target }: CommandOf<"associate-eip">,
): readonly VpcChange[] {
	const eip = find(state.eips, eipId, "EIP");
	checkTarget(state, target);
	if (eip.target) {
		throw new VpcError(
			"incorrect-status",
			`The EIP ${eipId} (${eip.address}) leads to ${eip.target.id}; disassociate it first.`,
			eipId,
		);
	}
	const other = eipOf(state, target);
	if (other) {
		throw new VpcError(
			"limit-exceeded",
			`The EIP ${other.id} (${other.address}) leads to ${target.id} already, which can have one.`,
			target.id,
		);
	}
	return [{ type: "eip-associated", eipId, target }];
}

export function disassociateEip(
	state: VpcState,
	{ eipId }: CommandOf<"disassociate-eip">,
): readonly VpcChange[] {
	const eip = find(state.eips, eipId, "EIP");
	if (!eip.target) {
		throw new VpcError(
			"incorrect-status",
			`The EIP ${eipId} (${eip.address}) leads nowhere.`,
			eipId,
		);
	}
	return [{ type: "eip-disassociated", eipId }];
}

/** @throws VpcError `not-found` or `not-supported` */
function checkTarget(state: VpcState, { kind, id }: EipTarget): void {
	switch (kind) {
		case "instance":
			find(state.instances, id, "instance");
			return;
		case "nat":
			find(state.natGateways, id, "NAT gateway");
			return;
		case "havip": {
			const { eipOnHavip, title } = CAPABILITIES[state.cloud];
			if (!eipOnHavip) {
				throw new VpcError(
					"not-supported",
					`On ${title} an EIP cannot lead to a HAVIP.`,
					id,
				);
			}
			find(state.haVips, id, "HAVIP");
		}
	}
}
