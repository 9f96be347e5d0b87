/** Props of the {@link Vip} factories. */
export interface VipProps {
	/** The floating IPv4 address. */
	readonly address: string;
}

/**
 * How the floating address reaches the node that holds it.
 */
export class Vip {
	private constructor(
		readonly kind: "havip" | "route",
		readonly address: string,
	) {}

	/**
	 * A HAVIP: an address that the cloud lets the attached nodes announce by gratuitous ARP. It is a free address of the
	 * nodes' subnet (Tencent document 215/36691; Alibaba document "HaVip").
	 */
	static havip(props: VipProps): Vip {
		return new Vip("havip", props.address);
	}

	/**
	 * A /32 in the VPC's route table whose next hop is the holder: the new master changes the route through the cloud's
	 * API. Where the address may lie depends on the cloud: outside the VPC on Tencent Cloud, outside every subnet on
	 * Alibaba Cloud, anywhere on Kingsoft Cloud.
	 */
	static route(props: VipProps): Vip {
		return new Vip("route", props.address);
	}
}
