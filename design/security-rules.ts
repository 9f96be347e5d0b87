import { Ipv4Address, Ipv4Cidr } from "../base/ipv4";
import { metadataAddress } from "./cloud-addresses";
import type { CloudId } from "./clouds";
import { DesignError } from "./errors";
import { isMostOfTheInternet, publicAddresses } from "./net/special-networks";
import { parseProp } from "./parse-prop";
import type { SecurityRule } from "./security-rule";

const ANYWHERE = "0.0.0.0/0";

const tcp = (
	direction: SecurityRule["direction"],
	port: number,
	cidr: string,
	reason: string,
): SecurityRule => ({
	direction,
	protocol: "tcp",
	ports: { from: port, to: port },
	cidr,
	reason,
});

/** What every machine of a lab may reach on every cloud; see {@link commonEgress}. */
const EGRESS_EVERYWHERE: readonly SecurityRule[] = [
	tcp("egress", 80, ANYWHERE, "package mirrors and instance metadata"),
	tcp("egress", 443, ANYWHERE, "package mirrors and the cloud API"),
	tcp("egress", 53, ANYWHERE, "name service"),
	{
		direction: "egress",
		protocol: "udp",
		ports: { from: 53, to: 53 },
		cidr: ANYWHERE,
		reason: "name service",
	},
	{
		direction: "egress",
		protocol: "udp",
		ports: { from: 123, to: 123 },
		cidr: ANYWHERE,
		reason: "time service",
	},
];

/** Networks that are let in and are too many, one of them or all together. */
export interface TooOpen {
	/** Which one it is by itself. Absent where it takes all of them. */
	readonly index?: number;
	readonly problem: string;
}

/** Where the networks that are let in add up to more of the internet than anybody needs to let in by name. */
export function tooOpen(
	cidrs: readonly Ipv4Cidr[],
	optIn = "allowAnywhere",
): readonly TooOpen[] {
	const remedy = `name the networks that need it, or set ${optIn}: true if that is what you mean`;
	const wide = cidrs.flatMap((cidr, index): TooOpen[] =>
		isMostOfTheInternet([cidr])
			? [
					{
						index,
						problem:
							cidr.prefixLength === 0
								? `${cidr} lets the whole internet in; ${remedy}`
								: `${cidr} lets ${publicAddresses([cidr])} public addresses in, more than a /8 has; ${remedy}`,
					},
				]
			: [],
	);
	return wide.length > 0 || !isMostOfTheInternet(cidrs)
		? wide
		: [
				{
					problem: `the networks let ${publicAddresses(cidrs)} public addresses in together, more than a /8 has; ${remedy}`,
				},
			];
}

/**
 * What every machine of a lab may reach: package mirrors and the cloud's API over HTTP(S), name service, time, instance
 * metadata. A packet that answers an accepted one needs no rule: security groups are stateful. No cloud's document says
 * whether its groups stand in front of the metadata service too, so nothing relies on that they do not.
 */
function commonEgress(cloud: CloudId): readonly SecurityRule[] {
	const { address, port } = metadataAddress(cloud);
	return EGRESS_EVERYWHERE.some(({ ports }) => ports?.from === port)
		? EGRESS_EVERYWHERE
		: [
				...EGRESS_EVERYWHERE,
				tcp("egress", port, `${address}/32`, "instance metadata"),
			];
}

/**
 * Checks networks that are let in.
 *
 * @throws DesignError when one is no canonical CIDR, or they have more public addresses than a /8 without
 * `allowAnywhere`
 */
export function checkSourceCidrs(
	prop: string,
	cidrs: readonly string[],
	allowAnywhere: boolean,
): void {
	const parsed = cidrs.map((text) => parseProp(prop, text, Ipv4Cidr.parse));
	const [first] = allowAnywhere ? [] : tooOpen(parsed);
	if (first !== undefined) {
		throw new DesignError(prop, first.problem);
	}
}

/** What the rules of a pair's nodes are made of. */
export interface NodeRulesProps {
	/** The cloud whose metadata service the nodes need. */
	readonly cloud: CloudId;
	readonly nodeAddresses: readonly string[];
	readonly port: number;
	readonly clientCidrs: readonly string[];
	readonly sshCidrs: readonly string[];
}

/**
 * Rules of the nodes' security group. Between the nodes everything passes, since no cloud's security group knows
 * VRRP's protocol 112 (Tencent document 215/36691: ALL between the peers only).
 */
export function nodeSecurityRules(
	props: NodeRulesProps,
): readonly SecurityRule[] {
	const peers = props.nodeAddresses.map(
		(address) => Ipv4Address.parse(address).hostCidr,
	);
	return [
		...peers.map(
			(cidr, index): SecurityRule => ({
				direction: "ingress",
				protocol: "all",
				cidr,
				reason: `VRRP and everything else from node-${index + 1}`,
			}),
		),
		...props.sshCidrs.map((cidr) =>
			tcp("ingress", 22, cidr, "ssh from the bastion"),
		),
		...props.clientCidrs.flatMap((cidr): SecurityRule[] => [
			tcp("ingress", props.port, cidr, "clients of the service"),
			{
				direction: "ingress",
				protocol: "icmp",
				cidr,
				reason: "clients may ping the VIP",
			},
		]),
		...peers.map(
			(cidr, index): SecurityRule => ({
				direction: "egress",
				protocol: "all",
				cidr,
				reason: `VRRP and everything else to node-${index + 1}`,
			}),
		),
		...commonEgress(props.cloud),
	];
}

/** What the rules of a bastion are made of. */
export interface BastionRulesProps {
	/** The cloud whose metadata service the bastion needs. */
	readonly cloud: CloudId;
	/** From where the bastion takes ssh, in CIDR notation. */
	readonly adminCidrs: readonly string[];
	/** The subnet of the nodes, which the bastion reaches by ssh, HTTP and ping. */
	readonly nodeSubnetCidr: string;
	readonly port: number;
	/**
	 * The floating addresses. Those outside the nodes' subnet get rules of their own.
	 *
	 * @default - none
	 */
	readonly vips?: readonly string[];
	/** @default false */
	readonly allowAnywhere?: boolean;
}

/**
 * Rules of a bastion's security group.
 *
 * @throws DesignError when an admin CIDR is wrong, or they let most of the internet in without `allowAnywhere`
 */
export function bastionSecurityRules(
	props: BastionRulesProps,
): readonly SecurityRule[] {
	checkSourceCidrs(
		"adminCidrs",
		props.adminCidrs,
		props.allowAnywhere ?? false,
	);
	const nodeSubnet = Ipv4Cidr.parse(props.nodeSubnetCidr);
	const serviceCidrs = [
		props.nodeSubnetCidr,
		...(props.vips ?? [])
			.map((text) => Ipv4Address.parse(text))
			.filter((vip) => !nodeSubnet.contains(vip))
			.map((vip) => vip.hostCidr),
	];
	return [
		...props.adminCidrs.map((cidr) =>
			tcp("ingress", 22, cidr, "ssh from the administrators"),
		),
		tcp("egress", 22, props.nodeSubnetCidr, "ssh to the nodes"),
		...(props.port === 80 || props.port === 443
			? []
			: serviceCidrs.map((cidr) =>
					tcp("egress", props.port, cidr, "the service"),
				)),
		...serviceCidrs.map(
			(cidr): SecurityRule => ({
				direction: "egress",
				protocol: "icmp",
				cidr,
				reason: "ping the nodes and the VIP",
			}),
		),
		...commonEgress(props.cloud),
	];
}
