import { Construct } from "constructs";
import { EipAssociation } from "../../.gen/providers/alicloud/eip-association";
import { HavipAttachment } from "../../.gen/providers/alicloud/havip-attachment";
import { VpcHaVip } from "../../.gen/providers/alicloud/vpc-ha-vip";
import { type HavipOptions, planHavip } from "../common/havip";
import { dependsOn, inTurn } from "../common/in-turn";
import type { IFloatingIp } from "../floating-ip";
import { CLOUD } from "./cloud";
import { createEip, type PublicAddressProps } from "./eip";

/** Props of {@link AlicloudHavip}. */
export interface AlicloudHavipProps extends HavipOptions, PublicAddressProps {}

/**
 * A HAVIP: a private address of the pair's vSwitch that follows whichever of the attached nodes, 10 at most, announces
 * it by gratuitous ARP (VPC document "HaVip"). It is in public preview: the account needs the quota
 * `vpc_privilege_allow_buy_havip_instance`.
 *
 * Terraform leaves the holder alone: it is a computed attribute only.
 *
 * With a public address, what the holder sends to the internet from the floating address leaves by that one.
 */
export class AlicloudHavip extends Construct implements IFloatingIp {
	readonly havipId: string;
	readonly address: string;
	readonly publicAddress?: string;

	constructor(scope: Construct, id: string, props: AlicloudHavipProps) {
		super(scope, id);
		const { nodes, network } = props.pair;
		const plan = planHavip(this, CLOUD, props);
		const { name, address, tags } = plan;
		this.havipId = new VpcHaVip(this, "Default", {
			haVipName: name,
			vswitchId: network.privateSubnet.subnetId,
			ipAddress: address,
			tags,
		}).id;
		this.address = address;
		// The cloud changes a HAVIP's associations one at a time.
		const attached = inTurn(
			nodes,
			(node, previous) =>
				new HavipAttachment(this, node.name, {
					haVipId: this.havipId,
					instanceId: node.instanceId,
					instanceType: "EcsInstance",
					...dependsOn(previous),
				}),
		);
		if (props.isPublic ?? true) {
			const eip = createEip(this, "Eip", props, plan);
			new EipAssociation(this, "EipAssociation", {
				allocationId: eip.id,
				instanceId: this.havipId,
				instanceType: "HaVip",
				...dependsOn(attached),
			});
			this.publicAddress = eip.ipAddress;
		}
	}
}
