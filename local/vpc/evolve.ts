import { own } from "../../base/own";
import type { Eip, HaVip, VpcState } from "./entities";
import type { VpcEvent } from "./events";

/** The state after an event. Pure; an event about what does not exist changes nothing. */
export function evolve(state: VpcState, event: VpcEvent): VpcState {
	switch (event.type) {
		case "vpc-created":
			return { ...state, vpcs: put(state.vpcs, event.vpc) };
		case "subnet-created":
			return { ...state, subnets: put(state.subnets, event.subnet) };
		case "route-table-created":
			return {
				...state,
				routeTables: put(state.routeTables, event.routeTable),
			};
		case "security-group-created":
			return {
				...state,
				securityGroups: put(state.securityGroups, event.securityGroup),
			};
		case "security-rules-replaced":
			return {
				...state,
				securityGroups: change(
					state.securityGroups,
					event.securityGroupId,
					(group) => ({ ...group, rules: event.rules }),
				),
			};
		case "instance-created":
			return {
				...state,
				instances: put(state.instances, event.instance),
				ports: put(state.ports, event.port),
			};
		case "route-created":
			return {
				...state,
				routes: put(state.routes, event.route),
				nextRouteNumber: Math.max(
					state.nextRouteNumber,
					event.route.number + 1,
				),
			};
		case "route-changed":
			return { ...state, routes: put(state.routes, event.route) };
		case "route-deleted": {
			const { [event.routeId]: _, ...routes } = state.routes;
			return { ...state, routes };
		}
		case "havip-created":
			return { ...state, haVips: put(state.haVips, event.haVip) };
		case "havip-attached":
			return changeHaVip(state, event.haVipId, (haVip) => ({
				...haVip,
				attachedInstanceIds: [...haVip.attachedInstanceIds, event.instanceId],
			}));
		case "havip-detached":
			return changeHaVip(state, event.haVipId, (haVip) =>
				detached(haVip, event.instanceId),
			);
		case "havip-announced":
			return changeHaVip(state, event.haVipId, (haVip) => ({
				...haVip,
				ownerInstanceId: event.instanceId,
				announcedAt: event.at,
			}));
		case "eip-allocated":
			return { ...state, eips: put(state.eips, event.eip) };
		case "eip-associated":
			return changeEip(state, event.eipId, (eip) => ({
				...eip,
				target: event.target,
			}));
		case "eip-disassociated":
			return changeEip(state, event.eipId, ({ target: _, ...eip }) => eip);
		case "nat-gateway-created":
			return {
				...state,
				natGateways: put(state.natGateways, event.natGateway),
			};
		case "role-created":
			return {
				...state,
				roles: { ...state.roles, [event.role.name]: event.role },
			};
		case "access-key-created":
			return { ...state, accessKeys: put(state.accessKeys, event.accessKey) };
	}
}

/** The state after some events, in their order. */
export function fold(state: VpcState, events: Iterable<VpcEvent>): VpcState {
	let after = state;
	for (const event of events) {
		after = evolve(after, event);
	}
	return after;
}

type Things<Thing> = Readonly<Record<string, Thing>>;

function put<Thing extends { readonly id: string }>(
	things: Things<Thing>,
	thing: Thing,
): Things<Thing> {
	return { ...things, [thing.id]: thing };
}

function change<Thing>(
	things: Things<Thing>,
	id: string,
	how: (thing: Thing) => Thing,
): Things<Thing> {
	const thing = own(things, id);
	return thing === undefined ? things : { ...things, [id]: how(thing) };
}

function changeHaVip(
	state: VpcState,
	id: string,
	how: (haVip: HaVip) => HaVip,
): VpcState {
	return { ...state, haVips: change(state.haVips, id, how) };
}

function changeEip(
	state: VpcState,
	id: string,
	how: (eip: Eip) => Eip,
): VpcState {
	return { ...state, eips: change(state.eips, id, how) };
}

/** Who is detached owns the address no longer, and until the next announcement nobody does. */
function detached(haVip: HaVip, instanceId: string): HaVip {
	const attachedInstanceIds = haVip.attachedInstanceIds.filter(
		(id) => id !== instanceId,
	);
	if (haVip.ownerInstanceId !== instanceId) {
		return { ...haVip, attachedInstanceIds };
	}
	const { ownerInstanceId: _, announcedAt: __, ...rest } = haVip;
	return { ...rest, attachedInstanceIds };
}
