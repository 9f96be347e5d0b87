import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Nat } from "../../.gen/providers/ksyun/nat";
import { NatAssociate } from "../../.gen/providers/ksyun/nat-associate";
import { Subnet } from "../../.gen/providers/ksyun/subnet";
import { Vpc } from "../../.gen/providers/ksyun/vpc";
import type { Ipv4Cidr } from "../../base/ipv4";
import type { CloudId } from "../../design/capabilities";
import type { IHaNetwork, IHaSubnet } from "../ha-network";
import { checkOneOf, checkWhole } from "../support/checks";
import {
	checkSubnetCidr,
	checkSubnetsApart,
	checkVpcCidr,
	checkZone,
	ImportedNetwork,
} from "../support/network";
import { checkName } from "./checks";
import {
	CHARGE_TYPES,
	DEFAULT_BANDWIDTH_MBPS,
	DEFAULT_CHARGE_TYPE,
	MAX_BANDWIDTH_MBPS,
} from "./eip";
import { checkTags } from "./tags";

const CLOUD: CloudId = "ksyun";

/** Props of {@link KsyunNetwork}. */
export interface KsyunNetworkProps {
	/** Prefix of the names of the network's resources, e.g. `halab` for `halab-vpc`. */
	readonly name: string;
	/** Region, e.g. `cn-beijing-6`. */
	readonly region: string;
	/** Availability zone of the private subnet, in which the pair is, e.g. `cn-beijing-6a`. */
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
	 * Largest bandwidth of the NAT gateway in Mbit/s, 1–15000.
	 *
	 * @default 10
	 */
	readonly natBandwidthMbps?: number;
	/**
	 * How the NAT gateway is charged: `DailyPaidByTransfer`, `TrafficMonthly`, `HourlyInstantSettlement`, `Daily` or
	 * `Peak`.
	 *
	 * @default "DailyPaidByTransfer" - by traffic, settled daily
	 */
	readonly natChargeType?: string;
	/**
	 * Tags of the NAT gateway; nothing else of a network takes any.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/** Attributes of a network that exists already. */
export interface KsyunNetworkAttributes {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	/** It must reach the internet, e.g. by NAT: the nodes install packages when they boot. */
	readonly privateSubnet: IHaSubnet;
}

/**
 * A VPC with a public and a private subnet, in one zone or in two. A NAT gateway serves the private subnet only; a
 * machine with an EIP of its own uses that. Routes belong to the VPC as a whole, so that there is no route table and
 * machines of both subnets reach a route VIP.
 */
export class KsyunNetwork extends Construct implements IHaNetwork {
	/** A network that exists already. */
	static fromIds(
		scope: Construct,
		id: string,
		attributes: KsyunNetworkAttributes,
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

	constructor(scope: Construct, id: string, props: KsyunNetworkProps) {
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
		const name = (suffix: string): string =>
			checkName(this, "name", `${props.name}-${suffix}`);

		const vpc = new Vpc(this, "Vpc", {
			vpcName: name("vpc"),
			cidrBlock: vpcCidr.toString(),
		});
		this.node.defaultChild = vpc;
		const subnet = (
			kind: "Public" | "Private",
			cidr: Ipv4Cidr,
			availabilityZone: string,
		): IHaSubnet => ({
			subnetId: new Subnet(this, `${kind}Subnet`, {
				subnetName: name(kind.toLowerCase()),
				vpcId: vpc.id,
				subnetType: "Normal",
				availabilityZone,
				cidrBlock: cidr.toString(),
			}).id,
			cidr: cidr.toString(),
			zone: availabilityZone,
		});
		const privateSubnet = subnet("Private", privateCidr, zone);
		const nat = new Nat(this, "Nat", {
			natName: name("nat"),
			vpcId: vpc.id,
			natMode: "Subnet",
			natType: "public",
			natIpNumber: 1,
			bandWidth: checkWhole(
				this,
				"natBandwidthMbps",
				props.natBandwidthMbps ?? DEFAULT_BANDWIDTH_MBPS,
				1,
				MAX_BANDWIDTH_MBPS,
			),
			chargeType: checkOneOf(
				this,
				"natChargeType",
				props.natChargeType ?? DEFAULT_CHARGE_TYPE,
				CHARGE_TYPES,
			),
			tags: checkTags(this, props.tags),
		});
		const natAssociation = new NatAssociate(this, "NatAssociation", {
			natId: nat.id,
			subnetId: privateSubnet.subnetId,
		});

		this.region = props.region;
		this.vpcId = vpc.id;
		this.vpcCidr = vpcCidr.toString();
		this.publicSubnet = subnet("Public", publicCidr, publicZone);
		this.privateSubnet = privateSubnet;
		this.egressReady = [natAssociation];
		this.natAddress = nat.natIpSet.get(0).natIp;
	}
}
