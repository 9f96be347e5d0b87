import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EipAssociation } from "../../.gen/providers/alicloud/eip-association";
import { NatGateway } from "../../.gen/providers/alicloud/nat-gateway";
import { SnatEntry } from "../../.gen/providers/alicloud/snat-entry";
import { Vpc } from "../../.gen/providers/alicloud/vpc";
import { Vswitch } from "../../.gen/providers/alicloud/vswitch";
import type { Ipv4Cidr } from "../../base/ipv4";
import type { CloudId } from "../../design/capabilities";
import type { IHaNetwork, IHaSubnet } from "../ha-network";
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

const CLOUD: CloudId = "alicloud";

/** Props of {@link AlicloudNetwork}. */
export interface AlicloudNetworkProps extends PublicAddressProps {
	/** Prefix of the names of the network's resources, e.g. `halab` for `halab-vpc`. */
	readonly name: string;
	/** Region, e.g. `cn-hangzhou`. */
	readonly region: string;
	/**
	 * Availability zone of the private vSwitch, in which the pair is, e.g. `cn-hangzhou-k`. A HAVIP lives in one vSwitch,
	 * hence in one zone.
	 */
	readonly zone: string;
	/**
	 * Availability zone of the public vSwitch, in which the bastion and the NAT gateway are.
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
	 * The public vSwitch, in which the bastion is.
	 *
	 * @default "10.34.51.0/24"
	 */
	readonly publicSubnetCidr?: string;
	/**
	 * The private vSwitch, in which the pair is.
	 *
	 * @default "10.34.0.0/20"
	 */
	readonly privateSubnetCidr?: string;
	/**
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/** Attributes of a network that exists already. */
export interface AlicloudNetworkAttributes {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	/** Its route table must lead to the internet: the nodes install packages when they boot. */
	readonly privateSubnet: IHaSubnet;
	/**
	 * Route table of the private vSwitch, in which the routes of route VIPs are, e.g. `vtb-bp145q7glnuzdvzu2`.
	 *
	 * @default - route VIPs are refused
	 */
	readonly routeTableId?: string;
}

/**
 * A VPC with a public and a private vSwitch, in one zone or in two. Both share the VPC's system route table, in which
 * the NAT gateway puts its default route by itself: so machines of both reach a route VIP. What the private vSwitch
 * sends to the internet leaves by the NAT gateway's public address; a machine with an EIP of its own uses that.
 */
export class AlicloudNetwork extends Construct implements IHaNetwork {
	/** A network that exists already. */
	static fromIds(
		scope: Construct,
		id: string,
		attributes: AlicloudNetworkAttributes,
	): IHaNetwork {
		return new ImportedNetwork(scope, id, attributes, CLOUD);
	}

	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	readonly privateSubnet: IHaSubnet;
	readonly routeTableId: string;
	readonly egressReady: readonly ITerraformDependable[];
	/** Public address from which the private vSwitch's traffic comes. */
	readonly natAddress: string;

	constructor(scope: Construct, id: string, props: AlicloudNetworkProps) {
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
		checkSubnetsApart(this, publicCidr, privateCidr, "vSwitch");
		const tags = checkTags(this, props.tags);
		const name = (suffix: string): string =>
			checkName(this, "name", `${props.name}-${suffix}`);

		const vpc = new Vpc(this, "Vpc", {
			vpcName: name("vpc"),
			cidrBlock: vpcCidr.toString(),
			tags,
		});
		this.node.defaultChild = vpc;
		const subnet = (
			kind: "Public" | "Private",
			cidr: Ipv4Cidr,
			zoneId: string,
		): IHaSubnet => ({
			subnetId: new Vswitch(this, `${kind}Subnet`, {
				vswitchName: name(kind.toLowerCase()),
				vpcId: vpc.id,
				zoneId,
				cidrBlock: cidr.toString(),
				tags,
			}).id,
			cidr: cidr.toString(),
			zone: zoneId,
		});
		const publicSubnet = subnet("Public", publicCidr, publicZone);
		const privateSubnet = subnet("Private", privateCidr, zone);
		const natEip = createEip(this, "NatEip", {
			...props,
			name: name("nat"),
			tags,
		});
		const nat = new NatGateway(this, "Nat", {
			natGatewayName: name("nat"),
			vpcId: vpc.id,
			vswitchId: publicSubnet.subnetId,
			natType: "Enhanced",
			networkType: "internet",
			paymentType: "PayAsYouGo",
			internetChargeType: "PayByLcu",
			tags,
		});
		const natAssociation = new EipAssociation(this, "NatEipAssociation", {
			allocationId: natEip.id,
			instanceId: nat.id,
			instanceType: "Nat",
		});
		const snat = new SnatEntry(this, "Snat", {
			snatEntryName: name("private"),
			snatTableId: nat.snatTableIds,
			sourceVswitchId: privateSubnet.subnetId,
			snatIp: natEip.ipAddress,
			dependsOn: [natAssociation],
		});

		this.region = props.region;
		this.vpcId = vpc.id;
		this.vpcCidr = vpcCidr.toString();
		this.publicSubnet = publicSubnet;
		this.privateSubnet = privateSubnet;
		this.routeTableId = vpc.routeTableId;
		this.egressReady = [snat];
		this.natAddress = natEip.ipAddress;
	}
}
