import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { defined } from "../../base/defined";
import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";
import { checkAddresses } from "../../design/check-addresses";
import { CLOUDS, type CloudId } from "../../design/clouds";
import { designHaPair } from "../../design/design-ha-pair";
import type { HaPairDesign } from "../../design/ha-pair-design";
import type { HaPairOptions } from "../../design/ha-pair-props";
import { withRouteTarget } from "../../design/with-route-target";
import type { IBastion } from "../bastion";
import type { IHaNetwork } from "../ha-network";
import type { INexthopRole } from "../nexthop-role";
import { checkAddress, propError } from "./checks";

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
	/**
	 * From where one logs in to the nodes: their rules let its ssh in. It needs a fixed `address`.
	 *
	 * @default - none; see `sshCidrs`
	 */
	readonly bastion?: IBastion;
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
				`was made for ${CLOUDS[facts.cloud].title}, region ${facts.region}; the network is on ${CLOUDS[cloud].title} in the region ${region}`,
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

/** Checks a route VIP against the subnets of its network, as far as the cloud minds them. */
function checkRouteVip(
	scope: IConstruct,
	cloud: CloudId,
	prop: string,
	address: string,
	{ privateSubnet, publicSubnet }: IHaNetwork,
): void {
	const { title, networks, routeVipScope } = CLOUDS[cloud];
	const inSubnet = [privateSubnet, publicSubnet].find(({ cidr }) =>
		Ipv4Cidr.parse(cidr).contains(Ipv4Address.parse(address)),
	);
	if (inSubnet === undefined) {
		return;
	}
	switch (routeVipScope) {
		case "anywhere":
			// No other machine may have it, the gateway least of all.
			checkAddress(scope, cloud, prop, address, inSubnet.cidr);
			return;
		case "outside-vpc":
		case "outside-subnets": {
			const { subnetWord } = networks;
			throw propError(
				scope,
				prop,
				`${address} lies in the ${subnetWord} ${inSubnet.cidr}, and ${title} routes no address of a ${subnetWord}; allowed is an address outside every ${subnetWord}, best outside the VPC, e.g. 10.255.34.200`,
			);
		}
	}
}

/** Checks what the design could not: addresses that the cloud keeps for itself, and the public subnet. */
function checkInNetwork(
	scope: IConstruct,
	cloud: CloudId,
	network: IHaNetwork,
	{ nodes, vips }: HaPairDesign,
): void {
	const { cidr } = network.privateSubnet;
	nodes.forEach(({ address }, index) => {
		checkAddress(scope, cloud, `nodes[${index}].address`, address, cidr);
	});
	vips.forEach(({ kind, address }, index) => {
		const prop = `vips[${index}].address`;
		if (kind === "havip") {
			checkAddress(scope, cloud, prop, address, cidr);
		} else {
			checkRouteVip(scope, cloud, prop, address, network);
		}
	});
}

/** From where the nodes take ssh: as the props say, and from the bastion. */
function sshCidrsOf(
	scope: IConstruct,
	{ bastion, sshCidrs = [] }: UndesignedPairProps,
): readonly string[] {
	if (bastion === undefined) {
		return sshCidrs;
	}
	const { address } = bastion;
	if (Token.isUnresolved(address)) {
		throw propError(
			scope,
			"bastion",
			'has an address that nobody knows yet, so that the nodes\' rules cannot name it; give the bastion a fixed one, e.g. address: "10.34.51.2"',
		);
	}
	const own = `${address}/32`;
	return sshCidrs.includes(own) ? sshCidrs : [...sshCidrs, own];
}

/**
 * The design of a pair in a network: the given one, or one made of the props.
 *
 * @param role with which the nodes move the routes of route VIPs
 * @throws DesignError when the pair cannot be built as asked, or was designed for another network
 */
export function designInNetwork(
	scope: IConstruct,
	cloud: CloudId,
	network: IHaNetwork,
	props: PairDesignProps,
	role: INexthopRole | undefined,
): HaPairDesign {
	const { roleCredentials, routesInTables } = CLOUDS[cloud];
	const { vpcId, routeTableId } = network;
	const routeTarget = hasRouteVips(props)
		? defined({
				vpcId,
				routeTableId: routesInTables ? routeTableId : undefined,
				roleName: roleCredentials ? role?.roleName : undefined,
			})
		: undefined;
	if (props.design !== undefined) {
		checkFit(scope, cloud, network, props.design);
	}
	const design =
		props.design ??
		designHaPair({
			...props,
			...defined({ routeTarget }),
			cloud,
			region: network.region,
			vpcCidr: network.vpcCidr,
			subnetCidr: network.privateSubnet.cidr,
			sshCidrs: sshCidrsOf(scope, props),
		});
	checkInNetwork(scope, cloud, network, design);
	return props.design === undefined || routeTarget === undefined
		? design
		: withRouteTarget(design, routeTarget);
}
