import { z } from "zod";
import type { Known } from "../../base/known";
import type { EventLog } from "../log/event-log";
import type { DrillEvent } from "../log/events";

const NS_PER_MS = 1e6;

const milliseconds = z.number().nonnegative();

/** What a takeover spent its time on, in milliseconds. A phase that the log does not show is absent. */
export const phasesSchema = z.object({
	/** The node that took over. */
	newMaster: z.string(),
	/**
	 * From the order until the fault cost its first request.
	 *
	 * @default - nothing was lost before the new master knew: what follows counts from the order
	 */
	effectMs: milliseconds.exactOptional(),
	/** From then until the new master knew: the advertisement with priority 0, or the master-down timer. */
	detectionMs: milliseconds.exactOptional(),
	/** What it knew it from. */
	detectedBy: z.enum(["priority 0", "advertisement timeout"]).exactOptional(),
	/** From then until it was master: the skew, after priority 0. */
	electionMs: milliseconds.exactOptional(),
	/** From then until clients could find it: its first gratuitous ARP, or the changed route. */
	announcementMs: milliseconds.exactOptional(),
	announcedBy: z.enum(["gratuitous ARP", "route"]).exactOptional(),
	/** From then until the first complete answer from it. */
	clientMs: milliseconds.exactOptional(),
});

export type Phases = Known<z.infer<typeof phasesSchema>>;

const differenceMs = (fromNs: number, toNs: number): number =>
	Math.max(0, toNs - fromNs) / NS_PER_MS;

function announcement(
	log: EventLog,
	{ vip, intervalMs }: DrillEvent,
	newMaster: string,
	masterNs: number,
): { readonly timeNs: number; readonly by: Phases["announcedBy"] } | undefined {
	const after = log.filter(
		(event) => event.timeNs >= masterNs - intervalMs * NS_PER_MS,
	);
	const route =
		after.find(
			(event) =>
				event.type === "route" &&
				event.machine === newMaster &&
				event.destination === `${vip}/32`,
		) ??
		after.find(
			(event) =>
				event.type === "nexthop" &&
				event.machine === newMaster &&
				event.result === "moved",
		);
	if (route !== undefined) {
		return { timeNs: route.timeNs, by: "route" };
	}
	const garp =
		after.find(
			(event) =>
				event.type === "announcement" &&
				event.machine === newMaster &&
				event.address === vip,
		) ??
		after.find(
			(event) =>
				event.type === "log" &&
				event.machine === newMaster &&
				event.timeNs >= masterNs &&
				/^Sending gratuitous ARP on \S+ for /.test(event.text) &&
				event.text.endsWith(` for ${vip}`),
		);
	return garp && { timeNs: garp.timeNs, by: "gratuitous ARP" };
}

/**
 * Splits a takeover into its phases. Pure: a function of the log.
 *
 * @param faultNs when the fault began
 * @returns undefined when nobody became master after the fault
 */
export function phasesOf(
	log: EventLog,
	drill: DrillEvent,
	faultNs: number,
): Phases | undefined {
	const { instance, vantages } = drill;
	const master = log.find(
		(event) =>
			event.type === "vrrp" &&
			event.instance === instance &&
			event.state === "MASTER" &&
			event.timeNs >= faultNs,
	);
	if (master?.type !== "vrrp") {
		return undefined;
	}
	const { machine: newMaster, timeNs: masterNs } = master;
	const heard = (text: string): number | undefined =>
		log.findLast(
			(event) =>
				event.type === "log" &&
				event.machine === newMaster &&
				event.timeNs >= faultNs &&
				event.timeNs <= masterNs &&
				event.text.startsWith(`(${instance}) ${text}`),
		)?.timeNs;
	const zeroNs = heard("Backup received priority 0 advertisement");
	const decisionNs = zeroNs ?? heard("Receive advertisement timeout");
	const lostNs = log.find(
		(event) =>
			event.type === "probe" &&
			event.vantage === vantages[0] &&
			event.address === undefined &&
			event.lost !== undefined &&
			event.intendedNs >= faultNs,
	)?.timeNs;
	const effectNs =
		lostNs !== undefined && decisionNs !== undefined && lostNs <= decisionNs
			? lostNs
			: undefined;
	const announced = announcement(log, drill, newMaster, masterNs);
	const answersNs = log.flatMap((event) =>
		event.type === "probe" &&
		event.vantage === vantages[0] &&
		event.address === undefined &&
		event.node === newMaster &&
		event.intendedNs >= faultNs
			? [event.intendedNs + event.latencyMs * NS_PER_MS]
			: [],
	);
	const answeredNs =
		answersNs.length === 0 ? undefined : Math.min(...answersNs);
	const foundNs = announced?.timeNs ?? masterNs;
	return {
		newMaster,
		...(effectNs !== undefined && {
			effectMs: differenceMs(faultNs, effectNs),
		}),
		...(decisionNs !== undefined && {
			detectionMs: differenceMs(effectNs ?? faultNs, decisionNs),
			detectedBy: zeroNs === undefined ? "advertisement timeout" : "priority 0",
			electionMs: differenceMs(decisionNs, masterNs),
		}),
		...(announced?.by !== undefined && {
			announcementMs: differenceMs(masterNs, announced.timeNs),
			announcedBy: announced.by,
		}),
		...(answeredNs !== undefined && {
			clientMs: differenceMs(foundNs, answeredNs),
		}),
	};
}
