import type { Construct, IConstruct } from "constructs";
import type { IHaNetwork } from "../ha-network";
import type { INexthopRole } from "../nexthop-role";
import { propError } from "./checks";
import { hasRouteVips, type PairDesignProps } from "./pair-design";

/** What the role of a pair's nodes is asked for on every cloud. */
export interface NexthopRoleOptions {
	/** Prefix of the names of the role and its policy, e.g. `halab` for `halab-nexthop`; an account has each name once. */
	readonly name: string;
	/** The network whose routes are moved. */
	readonly network: IHaNetwork;
}

/** What decides whether a pair has a role, and which. */
export type NexthopRoleChoice = PairDesignProps & {
	readonly network: IHaNetwork;
	readonly nexthopRole?: INexthopRole;
};

/**
 * The role that route VIPs need, where routes belong to route tables; none without route VIPs.
 *
 * @param create makes one when none is given
 */
export function nexthopRole(
	scope: Construct,
	props: NexthopRoleChoice,
	create: () => INexthopRole,
): INexthopRole | undefined {
	if (!hasRouteVips(props)) {
		if (props.nexthopRole !== undefined) {
			throw propError(
				scope,
				"nexthopRole",
				"is given, but no address of the pair is a Vip.route, so that the nodes have no route to move",
			);
		}
		return undefined;
	}
	routeTableOf(
		scope,
		"network",
		props.network,
		"with Vip.route the nodes must know the route table whose routes they move",
	);
	return props.nexthopRole ?? create();
}

/** The route table that a network says, where something needs it. */
export function routeTableOf(
	scope: IConstruct,
	prop: string,
	{ routeTableId }: IHaNetwork,
	reason: string,
): string {
	if (routeTableId === undefined) {
		throw propError(
			scope,
			prop,
			`does not say its routeTableId; ${reason}. Give it to the network's fromIds(…, { …, routeTableId })`,
		);
	}
	return routeTableId;
}
