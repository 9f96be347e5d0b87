import { Ipv4Address, type Ipv4Cidr } from "../base/ipv4";
import { CLOUDS, type CloudId } from "./clouds";
import { DesignError } from "./errors";
import { isPrivate, PRIVATE_NETWORKS } from "./net/special-networks";
import type { Vip } from "./vip";

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
	const { title, routeVipScope } = CLOUDS[cloud];
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
	const { title, havip } = CLOUDS[surroundings.cloud];
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
