import type { Construct } from "constructs";
import { Nat } from "../../.gen/providers/ksyun/nat";
import { NatAssociate } from "../../.gen/providers/ksyun/nat-associate";
import { Subnet } from "../../.gen/providers/ksyun/subnet";
import { Vpc } from "../../.gen/providers/ksyun/vpc";
import { ImportedNetwork, type NetworkAttributes } from "../common/imported";
import { BaseNetwork, type NetworkOptions } from "../common/network";
import type { IHaNetwork } from "../ha-network";
import { CLOUD } from "./cloud";
import {
	checkBandwidth,
	checkChargeType,
	type InternetChargeType,
} from "./eip";

/** Props of {@link KsyunNetwork}. The NAT gateway takes tags, nothing else does. */
export interface KsyunNetworkProps extends NetworkOptions {
	/**
	 * Largest bandwidth of the NAT gateway in Mbit/s, 1–15000.
	 *
	 * @default 10
	 */
	readonly natBandwidthMbps?: number;
	/**
	 * How the NAT gateway is charged.
	 *
	 * @default "DailyPaidByTransfer" - by traffic, settled daily
	 */
	readonly natChargeType?: InternetChargeType;
}

/**
 * A VPC with a public and a private subnet, in one zone or in two. A NAT gateway serves the private subnet only; a
 * machine with an EIP of its own uses that. Routes belong to the VPC as a whole, so that there is no route table and
 * machines of both subnets reach a route VIP.
 */
export class KsyunNetwork extends BaseNetwork {
	/** A network that exists already. */
	static fromIds(
		scope: Construct,
		id: string,
		attributes: NetworkAttributes,
	): IHaNetwork {
		return new ImportedNetwork(scope, id, CLOUD, attributes);
	}

	constructor(scope: Construct, id: string, props: KsyunNetworkProps) {
		super(scope, id, CLOUD, props, (network, { name, tags, ...plan }) => {
			const vpc = new Vpc(network, "Vpc", {
				vpcName: name("vpc"),
				cidrBlock: plan.vpcCidr,
			});
			const vpcId = vpc.id;
			const subnet = (kind: "Public" | "Private"): string => {
				const { cidr, zone } =
					kind === "Public" ? plan.publicSubnet : plan.privateSubnet;
				return new Subnet(network, `${kind}Subnet`, {
					subnetName: name(kind.toLowerCase()),
					vpcId,
					subnetType: "Normal",
					availabilityZone: zone,
					cidrBlock: cidr,
				}).id;
			};
			const privateSubnetId = subnet("Private");
			const nat = new Nat(network, "Nat", {
				natName: name("nat"),
				vpcId,
				natMode: "Subnet",
				natType: "public",
				natIpNumber: 1,
				bandWidth: checkBandwidth(
					network,
					"natBandwidthMbps",
					props.natBandwidthMbps,
				),
				chargeType: checkChargeType(
					network,
					"natChargeType",
					props.natChargeType,
				),
				tags,
			});
			const natAssociation = new NatAssociate(network, "NatAssociation", {
				natId: nat.id,
				subnetId: privateSubnetId,
			});
			return {
				vpc,
				publicSubnetId: subnet("Public"),
				privateSubnetId,
				egressReady: [natAssociation],
				natAddress: nat.natIpSet.get(0).natIp,
			};
		});
	}
}
