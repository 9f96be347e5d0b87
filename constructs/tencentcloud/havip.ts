import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { HaVip } from "../../.gen/providers/tencentcloud/ha-vip";
import { HaVipEipAttachment } from "../../.gen/providers/tencentcloud/ha-vip-eip-attachment";
import { HaVipInstanceAttachment } from "../../.gen/providers/tencentcloud/ha-vip-instance-attachment";
import type { IFloatingIp } from "../floating-ip";
import type { IHaPair } from "../ha-pair";
import { propError } from "../support/checks";
import { idReference } from "../support/reference";
import { checkName } from "./checks";
import { createEip, type PublicAddressProps } from "./eip";

/** Props of {@link TencentHavip}. */
export interface TencentHavipProps extends PublicAddressProps {
	/** The nodes that may hold the address. */
	readonly pair: IHaPair;
	/**
	 * Which of the pair's addresses.
	 *
	 * @default - the first one of the pair's design
	 */
	readonly address?: string;
	/**
	 * 1 to 60 characters.
	 *
	 * @default - the pair's name and `-vip`
	 */
	readonly name?: string;
	/**
	 * Whether a public address (EIP) leads to the floating one. Tencent Cloud charges it as idle while no node holds the
	 * address, and takes one per HAVIP.
	 *
	 * @default true
	 */
	readonly isPublic?: boolean;
	/**
	 * Tags of the public address; a HAVIP and its attachments take none.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A HAVIP: a private address of the pair's subnet that follows whichever of the attached nodes announces it by
 * gratuitous ARP (Tencent document 215/36691). The cloud checks that the announcer is one of them: without
 * `check_associate`, any machine of the subnet could take the address.
 *
 * Terraform leaves the holder alone. The provider reads the first association back, whichever attachment it reads,
 * so changes of the attachments are ignored; they follow when a node or the HAVIP itself is replaced.
 */
export class TencentHavip extends Construct implements IFloatingIp {
	readonly havipId: string;
	readonly address: string;
	readonly publicAddress?: string;

	constructor(scope: Construct, id: string, props: TencentHavipProps) {
		super(scope, id);
		const { pair } = props;
		const addresses = pair.design.vips.map((vip) => vip.address);
		const address = props.address ?? addresses[0];
		if (address === undefined || !addresses.includes(address)) {
			throw propError(
				this,
				"address",
				`${address} is not an address of the pair, so that no node would announce it; allowed: ${addresses.join(", ")}`,
			);
		}
		const name = checkName(this, "name", props.name ?? `${pair.pairName}-vip`);
		const havip = new HaVip(this, "Default", {
			name,
			vpcId: pair.network.vpcId,
			subnetId: pair.network.privateSubnet.subnetId,
			vip: address,
			checkAssociate: true,
		});
		// One after the other: the cloud changes a HAVIP's associations one at a time.
		let previous: ITerraformDependable | undefined;
		for (const node of pair.nodes) {
			previous = new HaVipInstanceAttachment(this, node.name, {
				haVipId: havip.id,
				instanceId: node.instanceId,
				instanceType: "CVM",
				...(previous && { dependsOn: [previous] }),
				lifecycle: {
					ignoreChanges: ["ha_vip_id", "instance_id", "instance_type"],
					replaceTriggeredBy: [
						idReference(havip),
						...(node.instanceIdReference === undefined
							? []
							: [node.instanceIdReference]),
					],
				},
			});
		}
		if (props.isPublic ?? true) {
			const eip = createEip(this, "Eip", { ...props, name, tags: props.tags });
			new HaVipEipAttachment(this, "EipAttachment", {
				havipId: havip.id,
				addressIp: eip.publicIp,
				...(previous && { dependsOn: [previous] }),
			});
			this.publicAddress = eip.publicIp;
		}
		this.havipId = havip.id;
		this.address = address;
	}
}
