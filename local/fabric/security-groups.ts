import { createHash } from "node:crypto";
import type { SecurityRule } from "../../design/security-rule";
import type { SecurityGroup, VpcState } from "../vpc/entities";
import { TABLE } from "./anti-spoofing";
import { byId, type Placement } from "./placement";
import { type NftChain, type NftTable, nftSet } from "./table";

type Direction = SecurityRule["direction"];

const DIRECTIONS: readonly Direction[] = ["egress", "ingress"];

/** Which of a packet's addresses is the instance's, and which the rule's. */
const SIDES = {
	egress: { own: "saddr", other: "daddr", priority: "filter - 1" },
	ingress: { own: "daddr", other: "saddr", priority: "filter" },
} as const;

/**
 * The security groups as the switch's IPv4 filter, stateful and per direction. They go by addresses, which anti-spoofing ties
 * to ports. A HAVIP is filtered as the instances that may hold it, a routed destination as its next hop. What no rule accepts
 * is dropped, on the way to the metadata service too; an instance without a group is not filtered.
 *
 * A packet between two subnets crosses the switch twice, with the router in between, and is judged the same both times.
 */
export function securityGroups(
	state: VpcState,
	placement: Placement,
): NftTable {
	const groups = byId(state.securityGroups);
	const holders = [...groupsByAddress(state, placement)].sort(([a], [b]) =>
		a < b ? -1 : 1,
	);
	const addresses = holders.filter(([cidr]) => cidr.endsWith("/32"));
	// The longest prefix first, as routes are chosen.
	const networks = holders
		.filter(([cidr]) => !cidr.endsWith("/32"))
		.sort(([a], [b]) => prefixLength(b) - prefixLength(a));
	const verdicts = (direction: Direction) =>
		nftSet(
			"map",
			"type ipv4_addr : verdict;",
			addresses.map(
				([cidr]) => `${hostOf(cidr)} : goto ${holderChain(cidr, direction)}`,
			),
		);
	return {
		family: "ip",
		name: TABLE,
		sets: {
			egress: verdicts("egress"),
			ingress: verdicts("ingress"),
		},
		chains: Object.fromEntries([
			...DIRECTIONS.map((direction) => [direction, baseChain(direction)]),
			...DIRECTIONS.flatMap((direction) => [
				[
					`${direction}-networks`,
					{
						rules: networks.map(
							([cidr]) =>
								`ip ${SIDES[direction].own} ${cidr} goto ${holderChain(cidr, direction)}`,
						),
					},
				],
				...groups.map((group) => [
					groupChain(group.id, direction),
					{ rules: rulesOf(group, direction) },
				]),
				...holders.map(([cidr, groupIds]) => [
					holderChain(cidr, direction),
					{
						rules: [
							...[...groupIds]
								.sort()
								.map((id) => `jump ${groupChain(id, direction)}`),
							"counter drop",
						],
					},
				]),
			]),
		]),
	};
}

/** Networks and addresses that groups stand in front of, in CIDR notation. */
function groupsByAddress(
	state: VpcState,
	{ machines, routes }: Placement,
): ReadonlyMap<string, ReadonlySet<string>> {
	const found = new Map<string, Set<string>>();
	const add = (
		cidr: string,
		securityGroupIds: readonly string[] | undefined,
	): void => {
		for (const id of securityGroupIds ?? []) {
			if (!state.securityGroups[id]) {
				continue;
			}
			found.set(cidr, (found.get(cidr) ?? new Set()).add(id));
		}
	};
	for (const { address, instance } of machines) {
		add(`${address}/32`, instance?.securityGroupIds);
	}
	for (const { address, attachedInstanceIds } of byId(state.haVips)) {
		for (const { instance } of machines) {
			if (!instance || !attachedInstanceIds.includes(instance.id)) {
				continue;
			}
			add(`${address}/32`, instance.securityGroupIds);
		}
	}
	for (const { destination, machine } of routes) {
		add(destination, machine.instance?.securityGroupIds);
	}
	return found;
}

function baseChain(direction: Direction): NftChain {
	const { own, priority } = SIDES[direction];
	return {
		hook: `type filter hook forward priority ${priority}; policy accept;`,
		rules: [
			"ct state established,related accept",
			`ip ${own} vmap @${direction}`,
			`jump ${direction}-networks`,
		],
	};
}

function rulesOf(
	{ rules }: SecurityGroup,
	direction: Direction,
): readonly string[] {
	return rules
		.filter((rule) => rule.direction === direction)
		.map((rule) =>
			[
				...(rule.cidr === "0.0.0.0/0"
					? []
					: [`ip ${SIDES[direction].other} ${rule.cidr}`]),
				...matchOf(rule),
				"accept",
			].join(" "),
		);
}

function matchOf({ protocol, ports }: SecurityRule): readonly string[] {
	switch (protocol) {
		case "all":
			return [];
		case "icmp":
			return ["meta l4proto icmp"];
		case "tcp":
		case "udp":
			return ports
				? [`${protocol} dport ${ports.from}-${ports.to}`]
				: [`meta l4proto ${protocol}`];
	}
}

function groupChain(id: string, direction: Direction): string {
	// Ids come from outside; nft has its own idea of a name.
	const name = /^[\w.-]{1,64}$/.test(id)
		? id
		: createHash("sha256").update(id).digest("hex").slice(0, 16);
	return `group-${name}-${direction}`;
}

function holderChain(cidr: string, direction: Direction): string {
	return `${direction}-${cidr.replace("/", "-")}`;
}

function hostOf(cidr: string): string {
	return cidr.split("/")[0] ?? cidr;
}

function prefixLength(cidr: string): number {
	return Number(cidr.split("/")[1]);
}
