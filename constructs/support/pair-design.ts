import type { IConstruct } from "constructs";
import { Ipv4Cidr } from "../../base/ipv4";
import { CAPABILITIES, type CloudId } from "../../design/capabilities";
import { checkAddresses } from "../../design/check-addresses";
import { designHaPair } from "../../design/design-ha-pair";
import type { HaPairDesign } from "../../design/ha-pair-design";
import type { HaPairOptions, RouteTarget } from "../../design/ha-pair-props";
import { withRouteTarget } from "../../design/with-route-target";
import type { IHaNetwork } from "../ha-network";
import { propError } from "./checks";

/** Props of a pair that is designed already. */
export interface DesignedPairProps {
	/**
	 * The pair's design, made for the cloud, the region and the subnets of the network. Its route target may be any: with
	 * route VIPs the nodes are told the network's own ids.
	 */
	readonly design: HaPairDesign;
}

/** Props of a pair that is still to be designed. */
export interface UndesignedPairProps extends HaPairOptions {
	/** @default - made of the other props */
	readonly design?: undefined;
}

/** What a pair is designed from, or its design. */
export type PairDesignProps = UndesignedPairProps | DesignedPairProps;

/** Whether the addresses of a pair are route VIPs. */
export const hasRouteVips = (props: PairDesignProps): boolean =>
	(props.design === undefined ? props.vips : props.design.vips).some(
		({ kind }) => kind === "route",
	);

/** Checks that a design was made for a network. */
function checkFit(
	scope: IConstruct,
	cloud: CloudId,
	{ region, vpcCidr, privateSubnet }: IHaNetwork,
	{ nodes, vips }: HaPairDesign,
): void {
	const subnetCidr = privateSubnet.cidr;
	for (const { facts } of nodes) {
		if (facts.cloud !== cloud || facts.region !== region) {
			throw propError(
				scope,
				"design",
				`was made for ${CAPABILITIES[facts.cloud].title}, region ${facts.region}; the network is on ${CAPABILITIES[cloud].title} in the region ${region}`,
			);
		}
	}
	checkAddresses({ cloud, vpcCidr, subnetCidr, nodes, vips });
	const { prefixLength } = Ipv4Cidr.parse(subnetCidr);
	for (const vip of vips) {
		if (vip.kind === "havip" && vip.prefixLength !== prefixLength) {
			throw propError(
				scope,
				"design",
				`was made for a subnet with the prefix /${vip.prefixLength}; the network's private subnet is ${subnetCidr}`,
			);
		}
	}
}

/**
 * The design of a pair in a network: the given one, or one made of the props.
 *
 * @param routeTarget where the routes of route VIPs are, as the stack knows it
 * @throws DesignError when the pair cannot be built as asked, or was designed for another network
 */
export function designInNetwork(
	scope: IConstruct,
	cloud: CloudId,
	network: IHaNetwork,
	props: PairDesignProps,
	routeTarget: RouteTarget | undefined,
): HaPairDesign {
	if (props.design === undefined) {
		return designHaPair({
			...props,
			cloud,
			region: network.region,
			vpcCidr: network.vpcCidr,
			subnetCidr: network.privateSubnet.cidr,
			...(routeTarget === undefined ? {} : { routeTarget }),
		});
	}
	checkFit(scope, cloud, network, props.design);
	return routeTarget === undefined
		? props.design
		: withRouteTarget(props.design, routeTarget);
}
