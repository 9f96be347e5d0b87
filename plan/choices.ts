import { Ipv4Address, Ipv4Cidr } from "../base/ipv4";
import { shown } from "../base/shown";
import { CLOUDS } from "../design/clouds";
import type { RouteVipScope } from "../design/clouds/cloud-profile";
import { DesignError } from "../design/errors";
import {
	defaultRegion,
	defaultZone,
	knownRegions,
	zoneProblem,
} from "../design/regions";
import { LABS } from "../labs/catalogue";
import type { VipMode } from "../labs/lab-definition";
import { knowsVipMode } from "./lab-clouds";
import type { LabSettings } from "./settings";

/** Offset of the first floating address in a subnet: 10.34.0.200 in 10.34.0.0/20, as in the tutorials. */
const VIP_OFFSET = 200;
/** The address that stands outside the default VPC, for clouds that route no address of the VPC itself. */
const OUTSIDE_VIP = "10.255.34.200";
/** Addresses at a subnet's end that no lab uses: a lab has the same ones on every cloud. */
const KEPT_AT_END = Math.max(
	...Object.values(CLOUDS).map(({ networks }) => networks.keptAtEnd),
);

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
		vipMode ?? vipModes.find((mode) => knowsVipMode(cloud, mode)) ?? "route"
	);
}

function defaultVip(
	mode: VipMode,
	scope: RouteVipScope,
	privateSubnet: Ipv4Cidr,
	count: number,
): string {
	if (mode === "route" && scope !== "anywhere") {
		return OUTSIDE_VIP;
	}
	// Small subnets have no address at that offset.
	return privateSubnet.addressAt(
		Math.min(VIP_OFFSET, privateSubnet.size - KEPT_AT_END - count),
	);
}

/**
 * The region and the zone of the settings, else a region that the cloud has and a zone that the region has.
 *
 * @throws DesignError when the settings name a region of which no zone is known, or a zone of another region
 */
export function placeOf({
	cloud,
	...settings
}: Pick<LabSettings, "cloud" | "region" | "zone">): Pick<
	Choices,
	"region" | "zone"
> {
	const region = settings.region ?? defaultRegion(cloud);
	const zone = settings.zone ?? defaultZone(cloud, region);
	if (zone === undefined) {
		throw new DesignError(
			"zone",
			`is missing: no zone of the region ${shown(region)} is known. Name one here, or choose one of the regions ${knownRegions(cloud).join(", ")}`,
		);
	}
	const problem = zoneProblem(cloud, zone, region);
	if (problem !== undefined) {
		throw new DesignError(
			"zone",
			settings.region === undefined
				? `${problem}; set region as well`
				: problem,
		);
	}
	return { region, zone };
}

/**
 * Decides what valid settings leave open. Pure.
 *
 * @throws DesignError when no zone can be chosen
 */
export function choose(settings: LabSettings): Choices {
	const { lab, cloud, network } = settings;
	const vipMode = vipModeOf(settings);
	const subnet = Ipv4Cidr.parse(network.privateSubnetCidr);
	const { vipCount } = LABS[lab];
	const first =
		network.vip ??
		defaultVip(vipMode, CLOUDS[cloud].routeVipScope, subnet, vipCount);
	return {
		...placeOf(settings),
		vipMode,
		vips: Array.from({ length: vipCount }, (_, index) =>
			Ipv4Address.parse(first).plus(index),
		),
		nodeAddresses: network.nodeAddresses ?? [
			subnet.addressAt(2),
			subnet.addressAt(3),
		],
	};
}
