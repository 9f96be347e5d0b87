import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EipAssociation } from "../../.gen/providers/alicloud/eip-association";
import { HavipAttachment } from "../../.gen/providers/alicloud/havip-attachment";
import { VpcHaVip } from "../../.gen/providers/alicloud/vpc-ha-vip";
import { CLOUDS } from "../../design/clouds";
import type { IFloatingIp } from "../floating-ip";
import type { IHaPair } from "../ha-pair";
import { propError } from "../support/checks";
import { checkName } from "./checks";
import { createEip, type PublicAddressProps } from "./eip";
import { checkTags } from "./tags";

/** Machines that may hold one HAVIP (VPC document "HaVip"). */
const MAX_NODES = CLOUDS.alicloud.instancesPerHavip;

/** Props of {@link AlicloudHavip}. */
export interface AlicloudHavipProps extends PublicAddressProps {
	/** The nodes that may hold the address: 10 at most. */
	readonly pair: IHaPair;
	/**
	 * Which of the pair's HAVIPs.
	 *
	 * @default - the first one of the pair's design
	 */
	readonly address?: string;
	/**
	 * 2 to 128 characters.
	 *
	 * @default - the pair's name and `-vip`
	 */
	readonly name?: string;
	/**
	 * Whether a public address (EIP) leads to the floating one. What the holder sends to the internet from the floating
	 * address then leaves by that public address.
	 *
	 * @default true
	 */
	readonly isPublic?: boolean;
	/**
	 * Tags of the HAVIP and its public address.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A HAVIP: a private address of the pair's vSwitch that follows whichever of the attached nodes announces it by
 * gratuitous ARP (VPC document "HaVip"). It is in public preview: the account needs the quota
 * `vpc_privilege_allow_buy_havip_instance`.
 *
 * Terraform leaves the holder alone: it is a computed attribute only.
 */
export class AlicloudHavip extends Construct implements IFloatingIp {
	readonly havipId: string;
	readonly address: string;
	readonly publicAddress?: string;

	constructor(scope: Construct, id: string, props: AlicloudHavipProps) {
		super(scope, id);
		const { pair } = props;
		const addresses = pair.design.vips
			.filter((vip) => vip.kind === "havip")
			.map((vip) => vip.address);
		if (addresses.length === 0) {
			throw propError(
				this,
				"pair",
				"has no HAVIP; give the pair a Vip.havip, or use AlicloudRouteVip for a Vip.route",
			);
		}
		const address = props.address ?? addresses[0];
		if (address === undefined || !addresses.includes(address)) {
			throw propError(
				this,
				"address",
				`${address} is not an address of the pair, so that no node would announce it; allowed: ${addresses.join(", ")}`,
			);
		}
		if (pair.nodes.length > MAX_NODES) {
			throw propError(
				this,
				"pair",
				`has ${pair.nodes.length} nodes; Alibaba Cloud attaches ${MAX_NODES} to a HAVIP at most`,
			);
		}
		const name = checkName(this, "name", props.name ?? `${pair.pairName}-vip`);
		const tags = checkTags(this, props.tags);
		const havip = new VpcHaVip(this, "Default", {
			haVipName: name,
			vswitchId: pair.network.privateSubnet.subnetId,
			ipAddress: address,
			tags,
		});
		// One after the other: the cloud changes a HAVIP's associations one at a time.
		let previous: ITerraformDependable | undefined;
		for (const node of pair.nodes) {
			previous = new HavipAttachment(this, node.name, {
				haVipId: havip.id,
				instanceId: node.instanceId,
				instanceType: "EcsInstance",
				...(previous && { dependsOn: [previous] }),
			});
		}
		if (props.isPublic ?? true) {
			const eip = createEip(this, "Eip", { ...props, name, tags });
			new EipAssociation(this, "EipAssociation", {
				allocationId: eip.id,
				instanceId: havip.id,
				instanceType: "HaVip",
				...(previous && { dependsOn: [previous] }),
			});
			this.publicAddress = eip.ipAddress;
		}
		this.havipId = havip.id;
		this.address = address;
	}
}
