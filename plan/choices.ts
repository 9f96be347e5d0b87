import {
	CAPABILITIES,
	type CloudId,
	type RouteVipScope,
} from "../design/capabilities";
import { Ipv4Address, Ipv4Cidr } from "../design/net/ipv4";
import { LABS } from "../labs/catalogue";
import type { VipMode } from "../labs/lab-definition";
import type { LabSettings } from "./settings";

/** A region of each cloud, and a zone of it, for settings that name none. */
const PLACES: Readonly<Record<CloudId, { region: string; zone: string }>> = {
	tencentcloud: { region: "ap-guangzhou", zone: "ap-guangzhou-6" },
	alicloud: { region: "cn-hangzhou", zone: "cn-hangzhou-j" },
	ksyun: { region: "cn-beijing-6", zone: "cn-beijing-6a" },
};

/** Offset of the first floating address in a subnet: 10.34.0.200 in 10.34.0.0/20, as in the tutorials. */
const VIP_OFFSET = 200;
/** The address that stands outside the default VPC, for clouds that route no address of the VPC itself. */
const OUTSIDE_VIP = "10.255.34.200";

/** What the settings leave to the lab, the cloud and the network, decided. */
export interface Choices {
	readonly region: string;
	readonly zone: string;
	readonly vipMode: VipMode;
	/** The floating addresses: those of the settings, else counted up from a default. */
	readonly vips: readonly string[];
	readonly nodeAddresses: readonly string[];
}

/** The VIP mode of the settings, else the lab's first one that the cloud knows. */
export function vipModeOf({ lab, cloud, vipMode }: LabSettings): VipMode {
	const { vipModes } = LABS[lab];
	return (
		vipMode ??
		vipModes.find((mode) => mode === "route" || CAPABILITIES[cloud].havip) ??
		"route"
	);
}

function defaultVip(
	mode: VipMode,
	scope: RouteVipScope,
	privateSubnet: Ipv4Cidr,
): string {
	if (mode === "route" && scope !== "anywhere") {
		return OUTSIDE_VIP;
	}
	// Small subnets have no address at that offset; the last usable but a few is as good.
	return privateSubnet.addressAt(Math.min(VIP_OFFSET, privateSubnet.size - 4));
}

/** Decides what valid settings leave open. Pure. */
export function choose(settings: LabSettings): Choices {
	const { lab, cloud, network } = settings;
	const vipMode = vipModeOf(settings);
	const subnet = Ipv4Cidr.parse(network.privateSubnetCidr);
	const first =
		network.vip ??
		defaultVip(vipMode, CAPABILITIES[cloud].routeVipScope, subnet);
	return {
		region: settings.region ?? PLACES[cloud].region,
		zone: settings.zone ?? PLACES[cloud].zone,
		vipMode,
		vips: Array.from({ length: LABS[lab].vipCount }, (_, index) =>
			Ipv4Address.parse(first).plus(index),
		),
		nodeAddresses: network.nodeAddresses ?? [
			subnet.addressAt(2),
			subnet.addressAt(3),
		],
	};
}
