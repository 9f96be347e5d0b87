import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { NatGateway } from "../../.gen/providers/tencentcloud/nat-gateway";
import { RouteTable } from "../../.gen/providers/tencentcloud/route-table";
import { RouteTableEntry } from "../../.gen/providers/tencentcloud/route-table-entry";
import { Subnet } from "../../.gen/providers/tencentcloud/subnet";
import { Vpc } from "../../.gen/providers/tencentcloud/vpc";
import type { Ipv4Cidr } from "../../base/ipv4";
import type { CloudId } from "../../design/capabilities";
import type { IHaNetwork, IHaSubnet } from "../ha-network";
import { checkIpv4, checkOneOf, propError } from "../support/checks";
import {
	checkSubnetCidr,
	checkSubnetsApart,
	checkVpcCidr,
	checkZone,
	ImportedNetwork,
} from "../support/network";
import { checkName } from "./checks";
import { createEip, type PublicAddressProps } from "./eip";
import { checkTags } from "./tags";

const CLOUD: CloudId = "tencentcloud";

const NAT_BANDWIDTHS_MBPS = [20, 50, 100, 200, 500, 1000, 2000, 5000];
const NAT_MAX_CONNECTIONS = 1_000_000;
const MAX_DNS_SERVERS = 4;

/** Props of {@link TencentNetwork}. */
export interface TencentNetworkProps extends PublicAddressProps {
	/** Prefix of the names of the network's resources, e.g. `halab` for `halab-vpc`. */
	readonly name: string;
	/** Region, e.g. `ap-guangzhou`. */
	readonly region: string;
	/** Availability zone of the private subnet, e.g. `ap-guangzhou-6`. A HAVIP lives in one subnet, hence in one zone. */
	readonly zone: string;
	/**
	 * Availability zone of the public subnet, in which the bastion is.
	 *
	 * @default - the same as `zone`
	 */
	readonly publicZone?: string;
	/**
	 * The VPC's network: a part of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.
	 *
	 * @default "10.34.0.0/16"
	 */
	readonly vpcCidr?: string;
	/**
	 * The public subnet, in which the bastion is.
	 *
	 * @default "10.34.51.0/24"
	 */
	readonly publicSubnetCidr?: string;
	/**
	 * The private subnet, in which the pair is.
	 *
	 * @default "10.34.0.0/20"
	 */
	readonly privateSubnetCidr?: string;
	/**
	 * One to four name servers that DHCP hands out.
	 *
	 * @default - Tencent Cloud's own
	 */
	readonly dnsServers?: readonly string[];
	/**
	 * Largest outbound bandwidth of the NAT gateway in Mbit/s: 20, 50, 100, 200, 500, 1000, 2000 or 5000.
	 *
	 * @default 20
	 */
	readonly natBandwidthMbps?: number;
	/**
	 * Whether machines of the public subnet are clients of route VIPs. A route VIP exists for those subnets only whose
	 * route table holds it, so the public subnet then shares the private subnet's table; what its machines send to the
	 * internet goes through NAT.
	 *
	 * @default false
	 */
	readonly clientsInPublicSubnet?: boolean;
	/**
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/** Attributes of a network that exists already. */
export interface TencentNetworkAttributes {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	/** Its route table must lead to the internet: the nodes install packages when they boot. */
	readonly privateSubnet: IHaSubnet;
	/**
	 * Route table of the private subnet, in which the routes of route VIPs are, e.g. `rtb-azd4dt1c`.
	 *
	 * @default - route VIPs are refused
	 */
	readonly routeTableId?: string;
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
export class TencentNetwork extends Construct implements IHaNetwork {
	/** A network that exists already. */
	static fromIds(
		scope: Construct,
		id: string,
		attributes: TencentNetworkAttributes,
	): IHaNetwork {
		return new ImportedNetwork(scope, id, attributes, CLOUD);
	}

	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	readonly privateSubnet: IHaSubnet;
	readonly egressReady: readonly ITerraformDependable[];
	/** Public address from which the private subnet's traffic comes. */
	readonly natAddress: string;
	readonly routeTableId: string;
	/** Id of the private subnet's route table: the same as `routeTableId`. */
	readonly privateRouteTableId: string;

	constructor(scope: Construct, id: string, props: TencentNetworkProps) {
		super(scope, id);
		const place = { cloud: CLOUD, region: props.region };
		const zone = checkZone(this, "zone", props.zone, place);
		const publicZone = checkZone(
			this,
			"publicZone",
			props.publicZone ?? zone,
			place,
		);
		const vpcCidr = checkVpcCidr(this, CLOUD, props.vpcCidr ?? "10.34.0.0/16");
		const publicCidr = checkSubnetCidr(
			this,
			"publicSubnetCidr",
			props.publicSubnetCidr ?? "10.34.51.0/24",
			{ cloud: CLOUD, vpc: vpcCidr },
		);
		const privateCidr = checkSubnetCidr(
			this,
			"privateSubnetCidr",
			props.privateSubnetCidr ?? "10.34.0.0/20",
			{ cloud: CLOUD, vpc: vpcCidr },
		);
		checkSubnetsApart(this, publicCidr, privateCidr);
		const tags = checkTags(this, props.tags);
		const name = (suffix: string): string =>
			checkName(this, "name", `${props.name}-${suffix}`);

		const vpc = new Vpc(this, "Vpc", {
			name: name("vpc"),
			cidrBlock: vpcCidr.toString(),
			isMulticast: false,
			...(props.dnsServers && {
				dnsServers: checkDnsServers(this, props.dnsServers),
			}),
			tags,
		});
		this.node.defaultChild = vpc;
		const routeTable = new RouteTable(this, "PrivateRoutes", {
			name: name("private-routes"),
			vpcId: vpc.id,
			tags,
		});
		const subnet = (
			kind: "Public" | "Private",
			cidr: Ipv4Cidr,
			zoneId: string,
			routeTableId?: string,
		): IHaSubnet => ({
			subnetId: new Subnet(this, `${kind}Subnet`, {
				name: name(kind.toLowerCase()),
				vpcId: vpc.id,
				availabilityZone: zoneId,
				cidrBlock: cidr.toString(),
				isMulticast: false,
				...(routeTableId !== undefined && { routeTableId }),
				tags,
			}).id,
			cidr: cidr.toString(),
			zone: zoneId,
		});
		const natEip = createEip(this, "NatEip", {
			...props,
			name: name("nat"),
			tags,
		});
		const nat = new NatGateway(this, "Nat", {
			name: name("nat"),
			vpcId: vpc.id,
			assignedEipSet: [natEip.publicIp],
			bandwidth: checkOneOf(
				this,
				"natBandwidthMbps",
				props.natBandwidthMbps ?? 20,
				NAT_BANDWIDTHS_MBPS,
			),
			maxConcurrent: NAT_MAX_CONNECTIONS,
			tags,
		});
		const defaultRoute = new RouteTableEntry(this, "DefaultRoute", {
			routeTableId: routeTable.id,
			destinationCidrBlock: "0.0.0.0/0",
			nextType: "NAT",
			nextHub: nat.id,
			description: "to the internet through NAT",
		});

		this.region = props.region;
		this.vpcId = vpc.id;
		this.vpcCidr = vpcCidr.toString();
		this.publicSubnet = subnet(
			"Public",
			publicCidr,
			publicZone,
			props.clientsInPublicSubnet ? routeTable.id : undefined,
		);
		this.privateSubnet = subnet("Private", privateCidr, zone, routeTable.id);
		this.egressReady = [defaultRoute];
		this.natAddress = natEip.publicIp;
		this.routeTableId = routeTable.id;
		this.privateRouteTableId = routeTable.id;
	}
}
