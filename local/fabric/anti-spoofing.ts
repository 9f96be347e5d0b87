import type { VpcState } from "../vpc/entities";
import { byId, type Placement, withoutNested } from "./placement";
import { type NftTable, nftSet } from "./table";

/** Name of our tables, in each namespace and family. */
export const TABLE = "halab";

/** Counts the ARP packets of addresses that their sender does not own: port, sender's address, address that is asked for. */
export const DROPPED_ARP = "dropped-arp";

/** Counts the IPv4 packets of sources that their sender does not own: port, source. */
const DROPPED_SOURCES = "dropped-sources";

/**
 * What a port may send, as the filter of the switch: IPv4 and ARP from the machine's own network card; by ARP only its own
 * address and the HAVIPs that it is attached to; from these as IPv4 sources, and from whatever is routed to it.
 *
 * A gratuitous ARP for any other address ends here, so neither router nor neighbours learn it: in a cloud, an address that
 * nobody applied for gets no packets.
 */
export function antiSpoofing(state: VpcState, placement: Placement): NftTable {
	const { machines, routes } = placement;
	const multicast = machines.filter(
		({ instance }) => instance && state.vpcs[instance.vpcId]?.multicast,
	);
	return {
		family: "bridge",
		name: TABLE,
		sets: {
			guarded: nftSet(
				"set",
				"type ifname;",
				machines.map(({ port }) => quoted(port)),
			),
			cards: nftSet(
				"set",
				"type ifname . ether_addr;",
				machines.map(({ port, mac }) => `${quoted(port)} . ${mac}`),
			),
			addresses: nftSet("map", "type ether_addr : ipv4_addr;", [
				...machines.map(({ mac, address }) => `${mac} : ${address}`),
			]),
			senders: nftSet(
				"set",
				"type ether_addr . ipv4_addr;",
				machines.flatMap(({ mac, address, instance }) =>
					[
						address,
						...byId(state.haVips)
							.filter(
								({ attachedInstanceIds }) =>
									instance && attachedInstanceIds.includes(instance.id),
							)
							.map((haVip) => haVip.address),
					].map((sender) => `${mac} . ${sender}`),
				),
			),
			routed: nftSet(
				"set",
				"type ether_addr . ipv4_addr; flags interval;",
				machines.flatMap((machine) =>
					withoutNested(
						routes
							.filter((route) => route.machine === machine)
							.map(({ destination }) => destination),
					).map((destination) => `${machine.mac} . ${destination}`),
				),
			),
			multicast: nftSet(
				"set",
				"type ifname;",
				multicast.map(({ port }) => quoted(port)),
			),
			[DROPPED_ARP]: nftSet(
				"set",
				"typeof iifname . arp saddr ip . arp daddr ip; size 1024; flags dynamic; counter;",
				[],
			),
			[DROPPED_SOURCES]: nftSet(
				"set",
				"typeof iifname . ip saddr; size 1024; flags dynamic; counter;",
				[],
			),
		},
		chains: {
			prerouting: {
				// Before the switch's own ARP answers, and before IPv4 meets the security groups.
				hook: "type filter hook prerouting priority -200; policy accept;",
				rules: [
					"iifname != @guarded accept",
					"iifname . ether saddr != @cards counter drop",
					"ether type arp goto sent-arp",
					"ether type ip goto sent-ip",
					"counter drop",
				],
			},
			"sent-arp": {
				rules: [
					"iifname . arp saddr ether != @cards counter drop",
					// A probe names no sender: it asks whether an address is free.
					"arp saddr ip 0.0.0.0 accept",
					"ether saddr . arp saddr ip @senders accept",
					// Whoever answers from a routed address asks for its neighbours in that address's name. They may answer, but must
					// not learn that the address lives there: the route may move.
					"arp operation request ether saddr . arp saddr ip @routed ether saddr . arp daddr ip != @routed arp saddr ip set ether saddr map @addresses accept",
					`add @${DROPPED_ARP} { iifname . arp saddr ip . arp daddr ip }`,
					"counter drop",
				],
			},
			"sent-ip": {
				rules: [
					"ether daddr & 01:00:00:00:00:00 == 01:00:00:00:00:00 iifname != @multicast counter drop",
					"ether saddr . ip saddr @senders accept",
					"ether saddr . ip saddr @routed accept",
					`add @${DROPPED_SOURCES} { iifname . ip saddr }`,
					"counter drop",
				],
			},
		},
	};
}

function quoted(interfaceName: string): string {
	return `"${interfaceName}"`;
}
