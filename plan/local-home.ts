import { Ipv4Cidr } from "../base/ipv4";
import { cloudAddresses } from "../design/cloud-addresses";
import { CLOUDS } from "../design/clouds";
import type { HaPairProps } from "../design/ha-pair-props";
import type { Choices } from "./choices";
import type { InternetPlan } from "./lab-plan";
import type { LabSettings } from "./settings";

/** Addresses for documentation (RFC 5737), which stand for public ones. */
const INTERNET = Ipv4Cidr.parse("203.0.113.0/24");
const INTERNET_CLIENT_OFFSET = 100;
const FIRST_EIP_OFFSET = 10;

/** What a plan has besides when the lab runs on the local machine, which plays the cloud. */
export interface LocalHome {
	readonly vpcId: string;
	readonly internet: InternetPlan;
	/** With route VIPs: whom the nexthop helper asks, and with whose rights. */
	readonly nexthop: Pick<HaPairProps, "routeTarget" | "apiEndpoint">;
}

/** Decides what lies around a lab's VPC on the local machine. Pure. */
export function localHome(
	{ cloud, name }: Pick<LabSettings, "cloud" | "name">,
	{ region, vipMode, vips }: Pick<Choices, "region" | "vipMode" | "vips">,
): LocalHome {
	const { eipOnHavip, roleCredentials, localIds } = CLOUDS[cloud];
	const { api } = cloudAddresses(cloud, region);
	const eip = (index: number): string =>
		INTERNET.addressAt(FIRST_EIP_OFFSET + index);
	return {
		vpcId: localIds.vpcId,
		internet: {
			cidr: INTERNET.toString(),
			prefixLength: INTERNET.prefixLength,
			gateway: INTERNET.addressAt(1),
			client: {
				name: "internet",
				address: INTERNET.addressAt(INTERNET_CLIENT_OFFSET),
			},
			eips: {
				bastion: eip(0),
				nat: eip(1),
				vips:
					vipMode === "havip" && eipOnHavip
						? vips.map((_, index) => eip(2 + index))
						: [],
			},
		},
		nexthop:
			vipMode === "route"
				? {
						routeTarget: {
							...localIds,
							...(roleCredentials ? { roleName: `${name}-nexthop` } : {}),
						},
						apiEndpoint: `http://${api.names[0] ?? api.address}`,
					}
				: {},
	};
}
