import type { Construct } from "constructs";
import { EipAssociation } from "../../.gen/providers/alicloud/eip-association";
import { NatGateway } from "../../.gen/providers/alicloud/nat-gateway";
import { SnatEntry } from "../../.gen/providers/alicloud/snat-entry";
import { Vpc } from "../../.gen/providers/alicloud/vpc";
import { Vswitch } from "../../.gen/providers/alicloud/vswitch";
import { ImportedNetwork, type NetworkAttributes } from "../common/imported";
import { BaseNetwork, type NetworkOptions } from "../common/network";
import type { IHaNetwork } from "../ha-network";
import { CLOUD } from "./cloud";
import { createEip, type PublicAddressProps } from "./eip";

/** Props of {@link AlicloudNetwork}. The NAT gateway is in the zone of the public vSwitch. */
export interface AlicloudNetworkProps
	extends NetworkOptions,
		PublicAddressProps {}

/**
 * A VPC with a public and a private vSwitch, in one zone or in two. Both share the VPC's system route table, in which
 * the NAT gateway puts its default route by itself: so machines of both reach a route VIP. What the private vSwitch
 * sends to the internet leaves by the NAT gateway's public address; a machine with an EIP of its own uses that.
 */
export class AlicloudNetwork extends BaseNetwork {
	/** A network that exists already. */
	static fromIds(
		scope: Construct,
		id: string,
		attributes: NetworkAttributes,
	): IHaNetwork {
		return new ImportedNetwork(scope, id, CLOUD, attributes);
	}

	declare readonly routeTableId: string;

	constructor(scope: Construct, id: string, props: AlicloudNetworkProps) {
		super(scope, id, CLOUD, props, (network, { name, tags, ...plan }) => {
			const vpc = new Vpc(network, "Vpc", {
				vpcName: name("vpc"),
				cidrBlock: plan.vpcCidr,
				tags,
			});
			const vpcId = vpc.id;
			const subnet = (kind: "Public" | "Private"): string => {
				const { cidr, zone } =
					kind === "Public" ? plan.publicSubnet : plan.privateSubnet;
				return new Vswitch(network, `${kind}Subnet`, {
					vswitchName: name(kind.toLowerCase()),
					vpcId,
					zoneId: zone,
					cidrBlock: cidr,
					tags,
				}).id;
			};
			const publicSubnetId = subnet("Public");
			const privateSubnetId = subnet("Private");
			const natEip = createEip(network, "NatEip", props, {
				name: name("nat"),
				tags,
			});
			const natAddress = natEip.ipAddress;
			const nat = new NatGateway(network, "Nat", {
				natGatewayName: name("nat"),
				vpcId,
				vswitchId: publicSubnetId,
				natType: "Enhanced",
				networkType: "internet",
				paymentType: "PayAsYouGo",
				internetChargeType: "PayByLcu",
				tags,
			});
			const natAssociation = new EipAssociation(network, "NatEipAssociation", {
				allocationId: natEip.id,
				instanceId: nat.id,
				instanceType: "Nat",
			});
			const snat = new SnatEntry(network, "Snat", {
				snatEntryName: name("private"),
				snatTableId: nat.snatTableIds,
				sourceVswitchId: privateSubnetId,
				snatIp: natAddress,
				dependsOn: [natAssociation],
			});
			return {
				vpc,
				publicSubnetId,
				privateSubnetId,
				routeTableId: vpc.routeTableId,
				egressReady: [snat],
				natAddress,
			};
		});
	}
}
