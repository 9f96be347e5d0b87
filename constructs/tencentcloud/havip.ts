import { Construct } from "constructs";
import { HaVip } from "../../.gen/providers/tencentcloud/ha-vip";
import { HaVipEipAttachment } from "../../.gen/providers/tencentcloud/ha-vip-eip-attachment";
import { HaVipInstanceAttachment } from "../../.gen/providers/tencentcloud/ha-vip-instance-attachment";
import { type HavipOptions, planHavip } from "../common/havip";
import { dependsOn, inTurn } from "../common/in-turn";
import { idReference } from "../common/reference";
import type { IFloatingIp } from "../floating-ip";
import { CLOUD } from "./cloud";
import { createEip, type PublicAddressProps } from "./eip";

/** Props of {@link TencentHavip}. */
export interface TencentHavipProps extends HavipOptions, PublicAddressProps {}

/**
 * A HAVIP: a private address of the pair's subnet that follows whichever of the attached nodes announces it by
 * gratuitous ARP (Tencent document 215/36691). The cloud checks that the announcer is one of them: without
 * `check_associate`, any machine of the subnet could take the address. It takes no tags, its public address does.
 *
 * Terraform leaves the holder alone. The provider reads the first association back, whichever attachment it reads,
 * so changes of the attachments are ignored; they follow when a node or the HAVIP itself is replaced.
 *
 * A HAVIP takes one public address, which Tencent Cloud charges as idle while no node holds the HAVIP.
 */
export class TencentHavip extends Construct implements IFloatingIp {
	readonly havipId: string;
	readonly address: string;
	readonly publicAddress?: string;

	constructor(scope: Construct, id: string, props: TencentHavipProps) {
		super(scope, id);
		const { nodes, network } = props.pair;
		const plan = planHavip(this, CLOUD, props);
		const havip = new HaVip(this, "Default", {
			name: plan.name,
			vpcId: network.vpcId,
			subnetId: network.privateSubnet.subnetId,
			vip: plan.address,
			checkAssociate: true,
		});
		this.havipId = havip.id;
		this.address = plan.address;
		// The cloud changes a HAVIP's associations one at a time.
		const attached = inTurn(
			nodes,
			({ name, instanceId, instanceIdReference }, previous) =>
				new HaVipInstanceAttachment(this, name, {
					haVipId: this.havipId,
					instanceId,
					instanceType: "CVM",
					...dependsOn(previous),
					lifecycle: {
						ignoreChanges: ["ha_vip_id", "instance_id", "instance_type"],
						replaceTriggeredBy: [
							idReference(havip),
							...(instanceIdReference === undefined
								? []
								: [instanceIdReference]),
						],
					},
				}),
		);
		if (props.isPublic ?? true) {
			this.publicAddress = createEip(this, "Eip", props, plan).publicIp;
			new HaVipEipAttachment(this, "EipAttachment", {
				havipId: this.havipId,
				addressIp: this.publicAddress,
				...dependsOn(attached),
			});
		}
	}
}
