import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";
import type { VpcState } from "../vpc/entities";
import { antiSpoofing } from "./anti-spoofing";
import { edge } from "./edge";
import { type FabricPlan, ROUTER } from "./fabric-plan";
import { type PlacedRoute, place } from "./placement";
import { securityGroups } from "./security-groups";
import type { NftTable } from "./table";

/** How `ip route` knows the routes that are the VPC's. */
export const ROUTE_PROTOCOL = "201";

/** Everything of a cloud's state that the fabric obeys. */
export interface FabricRules {
	/** Packet filter of the switch. */
	readonly switch: readonly NftTable[];
	/** Packet filter of the router. */
	readonly router: readonly NftTable[];
	/** Routes of the router: destination, as `ip route` shows it → what follows `ip route replace`. */
	readonly routes: Readonly<Record<string, string>>;
	/**
	 * Routed addresses inside a subnet. Its machines look for them on their own wire, where the switch answers with the
	 * router's network card. Address and bridge, as `ip neighbour` shows them → what follows `ip neighbour replace`.
	 */
	readonly proxies: Readonly<Record<string, string>>;
}

/** What a state means for the fabric. Pure: the same state gives the same rules. */
export function fabricRules(state: VpcState, fabric: FabricPlan): FabricRules {
	const placement = place(state, fabric);
	return {
		switch: [antiSpoofing(state, placement), securityGroups(state, placement)],
		router: [edge(state, placement)],
		routes: Object.fromEntries(
			placement.routes.map(({ destination, machine }) => [
				shown(destination),
				`${destination} via ${machine.address} proto ${ROUTE_PROTOCOL}`,
			]),
		),
		proxies: Object.fromEntries(
			placement.routes.flatMap((route) => proxyOf(fabric, route) ?? []),
		),
	};
}

function proxyOf(
	fabric: FabricPlan,
	{ destination }: PlacedRoute,
): readonly [readonly [string, string]] | undefined {
	const { network, prefixLength } = Ipv4Cidr.parse(destination);
	if (prefixLength < 32) {
		return undefined;
	}
	const address = Ipv4Address.parse(network);
	const bridge = fabric.bridges.find(({ cidr }) =>
		Ipv4Cidr.parse(cidr).contains(address),
	);
	const router = fabric.ports.find(
		(port) => port.machine === ROUTER && port.bridge === bridge?.name,
	);
	if (!bridge || !router) {
		return undefined;
	}
	return [
		[
			`${network} dev ${bridge.name}`,
			`${network} dev ${bridge.name} lladdr ${router.mac} nud permanent`,
		],
	];
}

/** A destination as `ip route show` writes it. */
function shown(destination: string): string {
	if (destination === "0.0.0.0/0") {
		return "default";
	}
	return destination.replace(/\/32$/, "");
}
