import { Ipv4Address } from "../../../base/ipv4";
import { own } from "../../../base/own";
import { CLOUDS } from "../../../design/clouds";
import type { NextHop, Route, VpcState } from "../entities";
import { VpcError } from "../errors";
import type { VpcChange } from "../events";
import { pendingRoutes } from "../pending-routes";
import { subnetsOf } from "../select";
import { type CommandOf, type DecisionContext, idFor } from "./context";
import { find, findVpc } from "./find";
import { cidrOf } from "./network-text";

export function createRoute(
	state: VpcState,
	command: CommandOf<"create-route">,
	context: DecisionContext,
): readonly VpcChange[] {
	const { routeTableId, destination, nextHop, asynchronous } = command;
	const vpcId = vpcOf(state, routeTableId);
	checkNoOtherChange(state, vpcId);
	checkDestination(state, vpcId, destination);
	const other = Object.values(state.routes).find(
		(route) =>
			route.routeTableId === routeTableId && route.destination === destination,
	);
	if (other) {
		throw new VpcError(
			"duplicate",
			`The route table ${routeTableId} has a route to ${destination} already: ${other.id}.`,
			destination,
		);
	}
	checkNextHop(state, vpcId, nextHop);
	return [
		{
			type: "route-created",
			route: {
				id: idFor("route", undefined, state.routes, context),
				number: state.nextRouteNumber,
				routeTableId,
				destination,
				nextHop,
				status: asynchronous ? "creating" : "available",
				createdAt: context.now,
			},
		},
	];
}

export function replaceRoute(
	state: VpcState,
	{ routeId, nextHop, asynchronous }: CommandOf<"replace-route">,
): readonly VpcChange[] {
	const route = findSettled(state, routeId);
	checkNextHop(state, vpcOf(state, route.routeTableId), nextHop);
	if (sameHop(route.nextHop, nextHop)) {
		return [];
	}
	return [
		{
			type: "route-changed",
			route: asynchronous
				? { ...route, status: "modifying", nextHopAfter: nextHop }
				: { ...route, nextHop },
		},
	];
}

export function deleteRoute(
	state: VpcState,
	{ routeId, asynchronous }: CommandOf<"delete-route">,
): readonly VpcChange[] {
	const route = findSettled(state, routeId);
	return asynchronous
		? [{ type: "route-changed", route: { ...route, status: "deleting" } }]
		: [{ type: "route-deleted", routeId }];
}

export function switchRoute(
	state: VpcState,
	{ type, routeId }: CommandOf<"enable-route" | "disable-route">,
): readonly VpcChange[] {
	const { disabled = false, ...route } = findSettled(state, routeId);
	const disable = type === "disable-route";
	if (disabled === disable) {
		return [];
	}
	return [
		{
			type: "route-changed",
			route: disable ? { ...route, disabled: true } : route,
		},
	];
}

export function settleRoute(
	{ routes }: VpcState,
	{ routeId }: CommandOf<"settle-route">,
): readonly VpcChange[] {
	const route = own(routes, routeId);
	switch (route?.status) {
		case undefined:
		case "available":
			return [];
		case "creating":
		case "modifying": {
			const { nextHopAfter = route.nextHop, ...rest } = route;
			return [
				{
					type: "route-changed",
					route: { ...rest, nextHop: nextHopAfter, status: "available" },
				},
			];
		}
		case "deleting":
			return [{ type: "route-deleted", routeId }];
	}
}

const vpcOf = (state: VpcState, routeTableId: string): string =>
	find(state.routeTables, routeTableId, "route table").vpcId;

/**
 * A route that can be changed.
 *
 * @throws VpcError `not-found`, `incorrect-status` when it is being changed, `conflict` when another one of its VPC is
 */
function findSettled(state: VpcState, id: string): Route {
	const route = find(state.routes, id, "route");
	if (route.status !== "available") {
		throw new VpcError(
			"incorrect-status",
			`The route ${id} to ${route.destination} is ${route.status}; try again when it is available.`,
			id,
		);
	}
	checkNoOtherChange(state, vpcOf(state, route.routeTableId));
	return route;
}

function checkNoOtherChange(state: VpcState, vpcId: string): void {
	if (!CLOUDS[state.cloud].oneRouteChangePerVpc) {
		return;
	}
	const other = pendingRoutes(state).find(
		({ routeTableId }) => state.routeTables[routeTableId]?.vpcId === vpcId,
	);
	if (other) {
		throw new VpcError(
			"conflict",
			`The route ${other.id} of the VPC ${vpcId} is ${other.status}; a VPC takes one change of its routes at a time.`,
			vpcId,
		);
	}
}

/** @throws VpcError `invalid-network` or `destination-not-allowed` */
function checkDestination(
	state: VpcState,
	vpcId: string,
	destination: string,
): void {
	const network = cidrOf(destination);
	const { title, routeVipScope } = CLOUDS[state.cloud];
	const refuse = (why: string): VpcError =>
		new VpcError("destination-not-allowed", why, destination);
	const subnet = subnetsOf(state, vpcId).find(({ cidr }) =>
		cidrOf(cidr).containsNetwork(network),
	);
	switch (routeVipScope) {
		case "outside-vpc": {
			const { cidr } = findVpc(state, vpcId);
			if (cidrOf(cidr).containsNetwork(network)) {
				throw refuse(
					`${destination} lies in the VPC ${vpcId} (${cidr}), and ${title} routes nothing of the VPC itself.`,
				);
			}
			return;
		}
		case "outside-subnets":
			if (subnet) {
				throw refuse(
					`${destination} lies in the subnet ${subnet.id} (${subnet.cidr}), and ${title} routes nothing of a subnet.`,
				);
			}
			return;
		case "anywhere":
			if (
				subnet &&
				network.prefixLength === 32 &&
				!cidrOf(subnet.cidr).isUsable(Ipv4Address.parse(network.network))
			) {
				throw refuse(
					`${destination} is not a usable address of the subnet ${subnet.id} (${subnet.cidr}).`,
				);
			}
	}
}

/** @throws VpcError `not-found` unless the next hop is in the VPC */
function checkNextHop(state: VpcState, vpcId: string, hop: NextHop): void {
	const [id, kind, target] =
		hop.kind === "instance"
			? ([
					hop.instanceId,
					"instance",
					find(state.instances, hop.instanceId, "instance"),
				] as const)
			: ([
					hop.natGatewayId,
					"NAT gateway",
					find(state.natGateways, hop.natGatewayId, "NAT gateway"),
				] as const);
	if (target.vpcId !== vpcId) {
		throw new VpcError(
			"not-found",
			`The ${kind} ${id} is in the VPC ${target.vpcId}, not in ${vpcId}.`,
			id,
		);
	}
}

function sameHop(one: NextHop, other: NextHop): boolean {
	return one.kind === "instance"
		? other.kind === "instance" && one.instanceId === other.instanceId
		: other.kind === "nat" && one.natGatewayId === other.natGatewayId;
}
