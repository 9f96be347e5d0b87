import { z } from "zod";
import { LocalLabError } from "../host/errors";
import { run } from "../host/process";
import { DROPPED_ARP, TABLE } from "./anti-spoofing";
import type { FabricPlan } from "./fabric-plan";
import { enterNetwork } from "./network-run";

/** Gratuitous ARPs that the switch did not let pass, because the address is neither the machine's own nor a HAVIP of it. */
export interface DroppedAnnouncements {
	readonly machine: string;
	readonly address: string;
	/** Since the switch's filter was loaded. */
	readonly packets: number;
}

const elementSchema = z.object({
	elem: z.object({
		/** Port, sender's address, address that is asked for. */
		val: z.object({ concat: z.tuple([z.string(), z.string(), z.string()]) }),
		counter: z.object({ packets: z.int() }),
	}),
});

const listingSchema = z.object({
	nftables: z.array(
		z.object({
			set: z.object({ elem: z.array(elementSchema).default([]) }).optional(),
		}),
	),
});

/**
 * What the switch has counted, by machine and address. The counts begin anew when the local cloud's process does.
 *
 * @param entry words that lead into the capsule, for a process outside of it
 * @throws LocalLabError when the switch has no filter
 */
export async function droppedAnnouncements(
	fabric: FabricPlan,
	entry: readonly string[] = [],
): Promise<readonly DroppedAnnouncements[]> {
	const [command = "", ...args] = [
		...entry,
		...enterNetwork("switch"),
		"nft",
		"-j",
		"list",
		"set",
		"bridge",
		TABLE,
		DROPPED_ARP,
	];
	const listing = await run(command, args);
	if (listing.exitCode !== 0) {
		throw new LocalLabError(
			"The counters of the lab's switch cannot be read.",
			{
				remedy: "Run `halab down`, then `halab up`.",
				log: listing.stderr,
			},
		);
	}
	return listingSchema
		.parse(JSON.parse(listing.stdout))
		.nftables.flatMap(({ set }) => set?.elem ?? [])
		.flatMap(({ elem }) => {
			const [port, address, target] = elem.val.concat;
			const machine = fabric.ports.find(
				(found) => found.port === port,
			)?.machine;
			// Gratuitous: it asks for the sender's own address.
			if (address !== target || machine === undefined) {
				return [];
			}
			return [{ machine, address, packets: elem.counter.packets }];
		})
		.sort((a, b) =>
			`${a.machine} ${a.address}` < `${b.machine} ${b.address}` ? -1 : 1,
		);
}
