import { Ipv4Address, type Ipv4Cidr } from "../base/ipv4";
import { NEAR_LIMIT, type UserDataLimit, userDataBytes } from "../userdata";
import { DesignError } from "./errors";
import { isPrivate, PRIVATE_NETWORKS } from "./net/special-networks";
import type { Vip } from "./vip";

/** The clouds that halab knows. */
export const CLOUD_IDS = ["tencentcloud", "alicloud", "ksyun"] as const;
export type CloudId = (typeof CLOUD_IDS)[number];

/** Where the /32 of a route VIP may lie. */
export type RouteVipScope =
	/** Outside the VPC's CIDR only. */
	| "outside-vpc"
	/** Anywhere but in a subnet of the VPC. */
	| "outside-subnets"
	/** Anywhere; inside the pair's subnet too. */
	| "anywhere";

/** Time from the new master's gratuitous ARP until a HAVIP's packets reach it, in milliseconds. */
export interface HavipSwitch {
	readonly minMs: number;
	readonly maxMs: number;
	/** Whether the cloud's documents give the figure. */
	readonly source: "documented" | "assumed";
}

/** What one cloud can do, as far as a highly available pair is concerned. */
export interface CloudCapabilities {
	/** The cloud's name for people. */
	readonly title: string;
	/** Addresses that nodes announce by gratuitous ARP, and that Terraform can make. */
	readonly havip: boolean;
	/** A public address can lead to a HAVIP. */
	readonly eipOnHavip: boolean;
	/** HAVIPs that one network interface may hold. */
	readonly havipsPerInterface: number;
	/**
	 * How long the cloud's network takes to lead a HAVIP to the node that has announced it.
	 *
	 * @default - the cloud has no HAVIP
	 */
	readonly havipSwitch?: HavipSwitch;
	readonly routeVipScope: RouteVipScope;
	/** A route belongs to a route table; else to the VPC. */
	readonly routesInTables: boolean;
	/** VRRP by multicast works without asking the cloud. */
	readonly multicast: boolean;
	/** A node gets credentials for the API from its role, through the metadata service. */
	readonly roleCredentials: boolean;
	/** A route's next hop can be changed in one call; else the route is deleted and created again. */
	readonly atomicNextHopChange: boolean;
	/**
	 * API calls that the nexthop helper makes until the route leads to the new master. Looking the route table up counts;
	 * a change that the API only accepts and makes later counts twice.
	 */
	readonly routeChangeCalls: number;
	readonly userData: UserDataLimit;
	/** The security group's word for VRRP's protocol 112, which none of them knows: everything, between the peers only. */
	readonly vrrpProtocol: "ALL" | "all" | "ip";
}

/**
 * What each cloud can do.
 *
 * Sources: Tencent documents 215/36691 (HAVIP) and 215/15833 (`CreateRoutes`, `ReplaceRoutes`); Alibaba documents
 * "HaVip" and "ModifyRouteEntry"; Kingsoft's HAVIP is in its API, not in its Terraform provider 1.25.7.
 *
 * How fast a HAVIP moves: Tencent's guide for HAVIP with keepalived sees pings stop for about 4 s at each switch, of which
 * its VRRP timing explains 0.9 s (planned) to 3.9 s (crash), and another page says that a switch may take 10 s (confidence
 * high for both figures; that nothing but VRRP may be left of the 4 s is arithmetic, so the least is 0). Alibaba publishes no
 * figure: Tencent's is taken for it (confidence low). Measure yours with `halab drill --ssh`.
 */
export const CAPABILITIES: Readonly<Record<CloudId, CloudCapabilities>> = {
	tencentcloud: {
		title: "Tencent Cloud",
		havip: true,
		eipOnHavip: true,
		havipsPerInterface: 5,
		havipSwitch: { minMs: 0, maxMs: 10_000, source: "documented" },
		routeVipScope: "outside-vpc",
		routesInTables: true,
		multicast: false,
		roleCredentials: true,
		atomicNextHopChange: true,
		routeChangeCalls: 3,
		userData: { limitBytes: 16 * 1024, measured: "base64", encoding: "gzip" },
		vrrpProtocol: "ALL",
	},
	alicloud: {
		title: "Alibaba Cloud",
		havip: true,
		eipOnHavip: true,
		havipsPerInterface: 5,
		havipSwitch: { minMs: 0, maxMs: 10_000, source: "assumed" },
		routeVipScope: "outside-subnets",
		routesInTables: true,
		multicast: false,
		roleCredentials: true,
		atomicNextHopChange: true,
		routeChangeCalls: 5,
		userData: { limitBytes: 32 * 1024, measured: "raw", encoding: "gzip" },
		vrrpProtocol: "all",
	},
	ksyun: {
		title: "Kingsoft Cloud",
		havip: false,
		eipOnHavip: false,
		havipsPerInterface: 0,
		routeVipScope: "anywhere",
		routesInTables: false,
		multicast: false,
		roleCredentials: false,
		atomicNextHopChange: false,
		routeChangeCalls: 3,
		userData: { limitBytes: 16 * 1024, measured: "base64", encoding: "gzip" },
		vrrpProtocol: "ip",
	},
};

/** How much of its cloud's limit a machine's user data takes. */
export interface UserDataUse {
	readonly bytes: number;
	readonly limitBytes: number;
	readonly isNearLimit: boolean;
}

/** @param bytes how many the cloud counts */
export function userDataUse(cloud: CloudId, bytes: number): UserDataUse {
	const { limitBytes } = CAPABILITIES[cloud].userData;
	return { bytes, limitBytes, isNearLimit: bytes > NEAR_LIMIT * limitBytes };
}

/**
 * How many bytes of its limit a cloud counts for a machine's user data.
 *
 * @param encoding how the text gets to the machine
 */
export const countedUserDataBytes = (
	cloud: CloudId,
	text: string,
	encoding: UserDataLimit["encoding"],
): number =>
	userDataBytes(text, {
		measured: CAPABILITIES[cloud].userData.measured,
		encoding,
	});

/** What the check of an address needs to know of its surroundings. */
export interface VipSurroundings {
	readonly cloud: CloudId;
	readonly vpcCidr: Ipv4Cidr;
	/** The pair's subnet. */
	readonly subnetCidr: Ipv4Cidr;
}

function checkRouteVip(
	prop: string,
	text: string,
	{ cloud, vpcCidr, subnetCidr }: VipSurroundings,
): void {
	const { title, routeVipScope } = CAPABILITIES[cloud];
	const address = Ipv4Address.parse(text);
	if (!isPrivate(address)) {
		throw new DesignError(
			prop,
			`${text} is not a private address; a route to it would take what others have at that address from the machines of the VPC, such as a host of the internet or the metadata service. Allowed is an address of ${PRIVATE_NETWORKS.join(", ")}, e.g. 10.255.34.200`,
		);
	}
	switch (routeVipScope) {
		case "outside-vpc":
			if (vpcCidr.contains(address)) {
				throw new DesignError(
					prop,
					`${text} lies in the VPC ${vpcCidr}, and ${title} routes no address of the VPC itself (VpcCidrConflict); allowed is an address outside it, e.g. 10.255.34.200, or Vip.havip`,
				);
			}
			return;
		case "outside-subnets":
			if (subnetCidr.contains(address)) {
				throw new DesignError(
					prop,
					`${text} lies in the subnet ${subnetCidr}, and ${title} routes no address of a subnet; allowed is an address outside every subnet, best outside the VPC, e.g. 10.255.34.200, or Vip.havip`,
				);
			}
			return;
		case "anywhere":
			if (subnetCidr.contains(address) && !subnetCidr.isUsable(address)) {
				throw new DesignError(
					prop,
					`${text} is not a usable address of the pair's subnet ${subnetCidr}`,
				);
			}
	}
}

/**
 * Checks that a cloud can give the pair this address in this way.
 *
 * @throws DesignError naming the cloud, what was asked and what it supports
 */
export function checkVip(
	prop: string,
	vip: Vip,
	surroundings: VipSurroundings,
): void {
	const { title, havip } = CAPABILITIES[surroundings.cloud];
	switch (vip.kind) {
		case "havip":
			if (!havip) {
				throw new DesignError(
					prop,
					`${title} has no HAVIP that Terraform can make; it supports Vip.route`,
				);
			}
			if (!surroundings.subnetCidr.isUsable(Ipv4Address.parse(vip.address))) {
				throw new DesignError(
					prop,
					`${vip.address} is not a usable address of the pair's subnet ${surroundings.subnetCidr}; a HAVIP lives in the nodes' subnet`,
				);
			}
			return;
		case "route":
			checkRouteVip(prop, vip.address, surroundings);
	}
}
