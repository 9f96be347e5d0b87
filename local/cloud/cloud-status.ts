import { z } from "zod";
import { defined } from "../../base/defined";
import type { DroppedAnnouncements } from "../fabric/dropped-announcements";
import type { EipTarget, VpcState } from "../vpc/entities";
import { eipOf } from "../vpc/select";

export const cloudStatusSchema = z.object({
	haVips: z.array(
		z.object({
			id: z.string(),
			address: z.string(),
			/** Machines that may announce the address. */
			attached: z.array(z.string()),
			/** The machine that announced it last. */
			owner: z.string().exactOptional(),
			/** When, in milliseconds since 1970. */
			announcedAt: z.number().exactOptional(),
			eip: z.string().exactOptional(),
		}),
	),
	routes: z.array(
		z.object({
			id: z.string(),
			destination: z.string(),
			/** The machine to which it leads. */
			machine: z.string().exactOptional(),
			/** A `disabled` one leads nowhere, whatever machine it names. */
			status: z.enum([
				"creating",
				"available",
				"modifying",
				"deleting",
				"disabled",
			]),
		}),
	),
	eips: z.array(
		z.object({
			address: z.string(),
			name: z.string(),
			/** What it leads to: a machine's name, an address, or a NAT gateway's name. */
			target: z.string().exactOptional(),
		}),
	),
	/** Gratuitous ARPs that the virtual switch dropped: the address is no HAVIP of the machine. */
	dropped: z.array(
		z.object({
			machine: z.string(),
			address: z.string(),
			packets: z.int(),
		}),
	),
});

/** The local cloud as its console would show it. */
export type CloudStatus = z.infer<typeof cloudStatusSchema>;

/** What there is to see in a state. Pure. */
export function cloudStatus(
	state: VpcState,
	dropped: readonly DroppedAnnouncements[],
): CloudStatus {
	const nameOf = (id: string): string => machineName(state, id);
	return {
		haVips: Object.values(state.haVips).map((haVip) => {
			return {
				id: haVip.id,
				address: haVip.address,
				attached: haVip.attachedInstanceIds.map(nameOf),
				...defined({
					owner: haVip.ownerInstanceId && nameOf(haVip.ownerInstanceId),
					announcedAt: haVip.announcedAt,
					eip: eipOf(state, { kind: "havip", id: haVip.id })?.address,
				}),
			};
		}),
		routes: Object.values(state.routes).map(
			({ id, destination, nextHop, status, disabled }) => ({
				id,
				destination,
				...(nextHop.kind === "instance" && {
					machine: nameOf(nextHop.instanceId),
				}),
				status: disabled ? "disabled" : status,
			}),
		),
		eips: Object.values(state.eips).map(({ address, name, target }) => ({
			address,
			name,
			...defined({ target: target && targetName(state, target) }),
		})),
		dropped: [...dropped],
	};
}

/** Name of an instance's machine. */
function machineName(state: VpcState, instanceId: string): string {
	return state.instances[instanceId]?.name ?? instanceId;
}

function targetName(state: VpcState, { kind, id }: EipTarget): string {
	switch (kind) {
		case "instance":
			return machineName(state, id);
		case "havip":
			return state.haVips[id]?.address ?? id;
		case "nat":
			return state.natGateways[id]?.name ?? id;
	}
}
