import type { Construct } from "constructs";
import { NatGateway } from "../../.gen/providers/tencentcloud/nat-gateway";
import { RouteTable } from "../../.gen/providers/tencentcloud/route-table";
import { RouteTableEntry } from "../../.gen/providers/tencentcloud/route-table-entry";
import { Subnet } from "../../.gen/providers/tencentcloud/subnet";
import { Vpc } from "../../.gen/providers/tencentcloud/vpc";
import { defined } from "../../base/defined";
import { checkIpv4, checkOneOf, propError } from "../common/checks";
import { ImportedNetwork, type NetworkAttributes } from "../common/imported";
import { BaseNetwork, type NetworkOptions } from "../common/network";
import type { IHaNetwork } from "../ha-network";
import { CLOUD } from "./cloud";
import { createEip, type PublicAddressProps } from "./eip";

const NAT_BANDWIDTHS_MBPS = [20, 50, 100, 200, 500, 1000, 2000, 5000] as const;
const NAT_MAX_CONNECTIONS = 1_000_000;
const MAX_DNS_SERVERS = 4;

/** Outbound bandwidth of a NAT gateway in Mbit/s. */
export type NatBandwidthMbps = (typeof NAT_BANDWIDTHS_MBPS)[number];

/** Props of {@link TencentNetwork}. */
export interface TencentNetworkProps
	extends NetworkOptions,
		PublicAddressProps {
	/**
	 * One to four name servers that DHCP hands out.
	 *
	 * @default - Tencent Cloud's own
	 */
	readonly dnsServers?: readonly string[];
	/**
	 * Largest outbound bandwidth of the NAT gateway in Mbit/s.
	 *
	 * @default 20
	 */
	readonly natBandwidthMbps?: NatBandwidthMbps;
	/**
	 * Whether machines of the public subnet are clients of route VIPs. A route VIP exists for those subnets only whose
	 * route table holds it, so the public subnet then shares the private subnet's table; what its machines send to the
	 * internet goes through NAT.
	 *
	 * @default false
	 */
	readonly clientsInPublicSubnet?: boolean;
}

function checkDnsServers(
	scope: Construct,
	servers: readonly string[],
): string[] {
	if (servers.length < 1 || servers.length > MAX_DNS_SERVERS) {
		throw propError(
			scope,
			"dnsServers",
			`${servers.length} given; allowed are 1 to ${MAX_DNS_SERVERS}`,
		);
	}
	return servers.map((server) =>
		checkIpv4(scope, "dnsServers", server).toString(),
	);
}

/**
 * A VPC with a public and a private subnet in one zone or two. The private subnet's route table leads to a NAT gateway with a
 * public address of its own; the public subnet keeps the VPC's default route table unless it has clients of route VIPs,
 * for on Tencent Cloud a machine with an EIP needs no route to the internet.
 */
export class TencentNetwork extends BaseNetwork {
	/** A network that exists already. */
	static fromIds(
		scope: Construct,
		id: string,
		attributes: NetworkAttributes,
	): IHaNetwork {
		return new ImportedNetwork(scope, id, CLOUD, attributes);
	}

	declare readonly routeTableId: string;

	constructor(scope: Construct, id: string, props: TencentNetworkProps) {
		super(scope, id, CLOUD, props, (network, { name, tags, ...plan }) => {
			const { dnsServers } = props;
			const vpc = new Vpc(network, "Vpc", {
				name: name("vpc"),
				cidrBlock: plan.vpcCidr,
				isMulticast: false,
				...defined({
					dnsServers: dnsServers && checkDnsServers(network, dnsServers),
				}),
				tags,
			});
			const vpcId = vpc.id;
			const { id: routeTableId } = new RouteTable(network, "PrivateRoutes", {
				name: name("private-routes"),
				vpcId,
				tags,
			});
			const subnet = (kind: "Public" | "Private", hasRouteTable: boolean) => {
				const { cidr, zone } =
					kind === "Public" ? plan.publicSubnet : plan.privateSubnet;
				return new Subnet(network, `${kind}Subnet`, {
					name: name(kind.toLowerCase()),
					vpcId,
					availabilityZone: zone,
					cidrBlock: cidr,
					isMulticast: false,
					...(hasRouteTable && { routeTableId }),
					tags,
				}).id;
			};
			const { publicIp: natAddress } = createEip(network, "NatEip", props, {
				name: name("nat"),
				tags,
			});
			const nat = new NatGateway(network, "Nat", {
				name: name("nat"),
				vpcId,
				assignedEipSet: [natAddress],
				bandwidth: checkOneOf(
					network,
					"natBandwidthMbps",
					props.natBandwidthMbps ?? 20,
					NAT_BANDWIDTHS_MBPS,
				),
				maxConcurrent: NAT_MAX_CONNECTIONS,
				tags,
			});
			const defaultRoute = new RouteTableEntry(network, "DefaultRoute", {
				routeTableId,
				destinationCidrBlock: "0.0.0.0/0",
				nextType: "NAT",
				nextHub: nat.id,
				description: "to the internet through NAT",
			});
			return {
				vpc,
				publicSubnetId: subnet("Public", props.clientsInPublicSubnet ?? false),
				privateSubnetId: subnet("Private", true),
				routeTableId,
				egressReady: [defaultRoute],
				natAddress,
			};
		});
	}
}
