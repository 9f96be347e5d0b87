import { CLOUDS } from "../../../design/clouds";
import type { VpcChange } from "../commands";
import type { HaVip, VpcState } from "../entities";
import { VpcError } from "../errors";
import { type CommandOf, type DecisionContext, idFor } from "./context";
import { find, findPortOf, findSubnet } from "./find";
import { checkFreeAddress } from "./subnet-address";

/** An owner that repeats itself is noted this often, in milliseconds: keepalived sends several announcements at once. */
const ANNOUNCEMENT_RESOLUTION = 1000;

export function createHaVip(
	state: VpcState,
	{ id: wanted, name, subnetId, address }: CommandOf<"create-havip">,
	context: DecisionContext,
): readonly VpcChange[] {
	const { havip, title } = CLOUDS[state.cloud];
	if (!havip) {
		throw new VpcError("not-supported", `${title} has no HAVIP.`, address);
	}
	const id = idFor("havip", wanted, state.haVips, context);
	checkFreeAddress(state, findSubnet(state, subnetId), address);
	return [
		{
			type: "havip-created",
			haVip: { id, name, subnetId, address, attachedInstanceIds: [] },
		},
	];
}

export function attachHaVip(
	state: VpcState,
	{ haVipId, instanceId }: CommandOf<"attach-havip">,
): readonly VpcChange[] {
	const haVip = findHaVip(state, haVipId);
	const port = findPortOf(state, instanceId);
	if (port.subnetId !== haVip.subnetId) {
		throw new VpcError(
			"invalid-network",
			`The instance ${instanceId} is in the subnet ${port.subnetId}, the HAVIP ${haVipId} in ${haVip.subnetId}: they must be in the same.`,
			instanceId,
		);
	}
	if (haVip.attachedInstanceIds.includes(instanceId)) {
		throw new VpcError(
			"duplicate",
			`The HAVIP ${haVipId} is attached to the instance ${instanceId} already.`,
			instanceId,
		);
	}
	const { havipsPerInterface, instancesPerHavip, title } = CLOUDS[state.cloud];
	if (haVip.attachedInstanceIds.length >= instancesPerHavip) {
		throw new VpcError(
			"limit-exceeded",
			`The HAVIP ${haVipId} is attached to ${instancesPerHavip} instances, and no more are possible.`,
			haVipId,
		);
	}
	const held = Object.values(state.haVips).filter(({ attachedInstanceIds }) =>
		attachedInstanceIds.includes(instanceId),
	);
	if (held.length >= havipsPerInterface) {
		throw new VpcError(
			"limit-exceeded",
			`The instance ${instanceId} has ${held.length} HAVIPs, and ${title} allows no more for one interface.`,
			instanceId,
		);
	}
	return [{ type: "havip-attached", haVipId, instanceId }];
}

export function detachHaVip(
	state: VpcState,
	{ haVipId, instanceId }: CommandOf<"detach-havip">,
): readonly VpcChange[] {
	const haVip = findHaVip(state, haVipId);
	if (!haVip.attachedInstanceIds.includes(instanceId)) {
		throw new VpcError(
			"not-found",
			`The HAVIP ${haVipId} is not attached to an instance ${instanceId}.`,
			instanceId,
		);
	}
	return [{ type: "havip-detached", haVipId, instanceId }];
}

export function announceHaVip(
	state: VpcState,
	{ address, mac }: CommandOf<"announce-havip">,
	{ now }: DecisionContext,
): readonly VpcChange[] {
	const port = Object.values(state.ports).find((each) => each.mac === mac);
	if (port === undefined) {
		return [];
	}
	const { instanceId, subnetId } = port;
	const haVip = Object.values(state.haVips).find(
		(each) => each.subnetId === subnetId && each.address === address,
	);
	if (!haVip?.attachedInstanceIds.includes(instanceId)) {
		return [];
	}
	const moved = haVip.ownerInstanceId !== instanceId;
	const since = Math.abs(now - (haVip.announcedAt ?? 0));
	if (!moved && since < ANNOUNCEMENT_RESOLUTION) {
		return [];
	}
	return [{ type: "havip-announced", haVipId: haVip.id, instanceId, moved }];
}

const findHaVip = ({ haVips }: VpcState, id: string): HaVip =>
	find(haVips, id, "HAVIP");
