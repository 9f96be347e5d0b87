import { defined } from "../../base/defined";
import { type EventLog, eventsOf } from "../log/event-log";
import type { DrillEvent } from "../log/events";

/** One node of the pair as a drill found it. */
export interface TopologyNode {
	readonly name: string;
	/** Its own address, where a snapshot shows it. */
	readonly address?: string;
	/** It held the floating address before the fault. */
	readonly holds: boolean;
}

/** Who asks whom in a lab. */
export interface Topology {
	readonly vip: string;
	/** All floating addresses. */
	readonly vips: readonly string[];
	/** What leads to the floating address: announcements of a HAVIP, or a route whose next hop changes. */
	readonly by: "havip" | "route";
	readonly nodes: readonly TopologyNode[];
	readonly vantages: readonly string[];
}

/** Reads off a log who asks whom. */
export function topologyOf(log: EventLog, drill: DrillEvent): Topology {
	const vips = drill.vips.map(({ address }) => address);
	const before = eventsOf(log, "snapshot").filter(
		({ moment }) => moment === "before",
	);
	const routed = log.some(
		(event) =>
			event.type === "nexthop" ||
			(event.type === "route" &&
				vips.some((address) => event.destination === `${address}/32`)),
	);
	return {
		vip: drill.vip,
		vips,
		by: routed ? "route" : "havip",
		vantages: drill.vantages,
		nodes: drill.nodes.map((name) => {
			const addresses =
				before.find(({ machine }) => machine === name)?.addresses ?? [];
			const address = addresses.find(
				(each) => !each.startsWith("127.") && !vips.includes(each),
			);
			return {
				name,
				...defined({ address }),
				holds: addresses.includes(drill.vip),
			};
		}),
	};
}
