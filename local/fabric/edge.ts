import type { Eip, VpcState } from "../vpc/entities";
import { portOf } from "../vpc/select";
import { TABLE } from "./anti-spoofing";
import { INTERNET_INTERFACE } from "./fabric-plan";
import { byId, type Placement } from "./placement";
import { type NftTable, nftSet } from "./table";

/** Marks a packet that came in by an EIP: its destination is no public address any more. */
const CAME_BY_EIP = "0x1";

/**
 * The VPC's edge as the router's filter: each EIP is one-to-one NAT to an instance or a HAVIP; a NAT gateway's EIP is the
 * source of its subnets' connections; nothing else leaves or comes in.
 *
 * One-to-one NAT rewrites each packet by itself and remembers nothing, as a cloud's gateway does. So a connection never pins
 * an EIP to whom it led when the connection began.
 */
export function edge(state: VpcState, placement: Placement): NftTable {
	const eips = byId(state.eips);
	const targets = eips.flatMap((eip) => {
		const address = targetAddress(state, eip);
		return address === undefined ? [] : [{ eip: eip.address, address }];
	});
	const subnets = placement.natGateways.flatMap((nat) => {
		const eip = eips.find(
			({ target }) => target?.kind === "nat" && target.id === nat.id,
		);
		return nat.subnetIds.flatMap((id) => {
			const subnet = state.subnets[id];
			return eip && subnet ? [{ cidr: subnet.cidr, eip: eip.address }] : [];
		});
	});
	return {
		family: "ip",
		name: TABLE,
		sets: {
			"eip-targets": nftSet(
				"map",
				"type ipv4_addr : ipv4_addr;",
				targets.map(({ eip, address }) => `${eip} : ${address}`),
			),
			"target-eips": nftSet(
				"map",
				"type ipv4_addr : ipv4_addr;",
				firstOfEach(targets, ({ address }) => address).map(
					({ eip, address }) => `${address} : ${eip}`,
				),
			),
			"subnet-eips": nftSet(
				"map",
				"type ipv4_addr : ipv4_addr; flags interval;",
				firstOfEach(subnets, ({ cidr }) => cidr).map(
					({ cidr, eip }) => `${cidr} : ${eip}`,
				),
			),
		},
		chains: {
			"eip-in": {
				hook: "type filter hook prerouting priority raw; policy accept;",
				rules: [
					`iifname "${INTERNET_INTERFACE}" ip daddr @eip-targets meta mark set ${CAME_BY_EIP} ip daddr set ip daddr map @eip-targets`,
				],
			},
			forward: {
				hook: "type filter hook forward priority filter; policy accept;",
				rules: [
					`meta mark ${CAME_BY_EIP} accept`,
					`iifname "${INTERNET_INTERFACE}" ct state established,related accept`,
					`iifname "${INTERNET_INTERFACE}" goto refused`,
					`oifname "${INTERNET_INTERFACE}" ip saddr @target-eips accept`,
					`oifname "${INTERNET_INTERFACE}" ip saddr @subnet-eips accept`,
					`oifname "${INTERNET_INTERFACE}" goto refused`,
				],
			},
			refused: {
				rules: [
					"counter",
					"meta l4proto tcp reject with tcp reset",
					"reject with icmp admin-prohibited",
				],
			},
			"nat-out": {
				hook: "type nat hook postrouting priority srcnat; policy accept;",
				rules: [
					// Who has an EIP leaves by it.
					`oifname "${INTERNET_INTERFACE}" ip saddr @target-eips accept`,
					`oifname "${INTERNET_INTERFACE}" snat to ip saddr map @subnet-eips`,
				],
			},
			"eip-out": {
				// After nat-out, which looks at the sender's own address.
				hook: "type filter hook postrouting priority srcnat + 50; policy accept;",
				rules: [
					`oifname "${INTERNET_INTERFACE}" ip saddr @target-eips ip saddr set ip saddr map @target-eips`,
				],
			},
		},
	};
}

function targetAddress(state: VpcState, { target }: Eip): string | undefined {
	switch (target?.kind) {
		case "instance":
			return portOf(state, target.id)?.address;
		case "havip":
			return state.haVips[target.id]?.address;
		case "nat":
		case undefined:
			return undefined;
	}
}

/** A map has one value for a key. */
function firstOfEach<T>(
	list: readonly T[],
	keyOf: (item: T) => string,
): readonly T[] {
	return [...new Map(list.toReversed().map((item) => [keyOf(item), item]))]
		.map(([, item]) => item)
		.toReversed();
}
