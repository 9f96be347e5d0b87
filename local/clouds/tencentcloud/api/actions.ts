import { z } from "zod";
import {
	type Action,
	type ActionContext,
	changing,
	describing,
} from "../../../api/action";
import type { NextHop, Route, VpcState } from "../../../vpc/entities";
import {
	gatewayOf,
	haVipAnswer,
	routeAnswer,
	routeTableAnswer,
	vpcAnswer,
} from "./answers";
import { apiError } from "./errors";
import { filters, page, pageOfNumbers, pageOfStrings, select } from "./filters";

const ids = z.array(z.string()).max(100).optional();

/** A route as it is asked for. What the API gives but does not take is let through, as there. */
const route = {
	DestinationCidrBlock: z.string(),
	GatewayType: z.string(),
	GatewayId: z.string(),
	RouteId: z.number().int().min(0).optional(),
	RouteItemId: z.string().optional(),
	RouteDescription: z.string().optional(),
	Enabled: z.boolean().optional(),
	RouteType: z.string().optional(),
	RouteTableId: z.string().optional(),
	DestinationIpv6CidrBlock: z.string().optional(),
	PublishedToVbc: z.boolean().optional(),
	CreatedTime: z.string().optional(),
	CdcId: z.string().optional(),
};
const wantedRoute = z.strictObject(route);
const namedRoute = wantedRoute.partial();
type WantedRoute = z.infer<typeof wantedRoute>;
type NamedRoute = z.infer<typeof namedRoute>;

const describeVpcs = describing(
	z.strictObject({ VpcIds: ids, Filters: filters, ...pageOfStrings }),
	(asked, { state }) => {
		const found = select(state.vpcs, asked.VpcIds, "VpcIds", asked.Filters, {
			"vpc-id": ({ id }) => [id],
			"vpc-name": ({ name }) => [name],
			"is-default": () => ["false"],
			"cidr-block": ({ cidr }) => [cidr],
		});
		return {
			TotalCount: found.length,
			VpcSet: page(found, asked).map(vpcAnswer),
		};
	},
);

const describeRouteTables = describing(
	z.strictObject({
		RouteTableIds: ids,
		Filters: filters,
		NeedRouterInfo: z.boolean().optional(),
		...pageOfStrings,
	}),
	(asked, { state }) => {
		const found = select(
			state.routeTables,
			asked.RouteTableIds,
			"RouteTableIds",
			asked.Filters,
			{
				"route-table-id": ({ id }) => [id],
				"route-table-name": ({ name }) => [name],
				"vpc-id": ({ vpcId }) => [vpcId],
				"association.main": ({ main }) => [String(main)],
				"next-hop-type": ({ id }) =>
					routesOf(id, state).map(
						(each) => gatewayOf(each.nextHop, state).GatewayType,
					),
			},
		);
		return {
			TotalCount: found.length,
			RouteTableSet: page(found, asked).map((table) => {
				const answer = routeTableAnswer(table, state);
				return asked.NeedRouterInfo === false
					? { ...answer, RouteSet: [] }
					: answer;
			}),
		};
	},
);

const describeHaVips = describing(
	z.strictObject({ HaVipIds: ids, Filters: filters, ...pageOfNumbers }),
	(asked, { state }) => {
		const found = select(
			state.haVips,
			asked.HaVipIds,
			"HaVipIds",
			asked.Filters,
			{
				"havip-id": ({ id }) => [id],
				"havip-name": ({ name }) => [name],
				"vpc-id": (haVip) => [haVipAnswer(haVip, state).VpcId],
				"subnet-id": ({ subnetId }) => [subnetId],
				vip: ({ address }) => [address],
				"address-ip": (haVip) => [haVipAnswer(haVip, state).AddressIp],
				"havip-association.instance-id": ({ attachedInstanceIds }) =>
					attachedInstanceIds,
				"havip-association.instance-type": () => ["CVM"],
				"check-associate": () => ["true"],
			},
		);
		return {
			TotalCount: found.length,
			HaVipSet: page(found, asked).map((haVip) => haVipAnswer(haVip, state)),
		};
	},
);

const createRoutes = changing(
	z.strictObject({
		RouteTableId: z.string(),
		Routes: z.array(wantedRoute).min(1),
	}),
	async ({ RouteTableId, Routes }, context) => {
		const table = tableOf(RouteTableId, context);
		const wanted = Routes.map((each) => ({
			destination: each.DestinationCidrBlock,
			nextHop: hopOf(each, table.vpcId, context),
		}));
		const created: Route[] = [];
		for (const each of wanted) {
			const events = await context.execute({
				type: "create-route",
				routeTableId: RouteTableId,
				...each,
			});
			created.push(
				...events.flatMap((event) =>
					event.type === "route-created" ? [event.route] : [],
				),
			);
		}
		const state = context.current();
		return {
			TotalCount: Routes.length,
			RouteTableSet: [
				{
					...routeTableAnswer(table, state),
					// Not the table's others: the Terraform provider takes nothing but the one route that it has made.
					RouteSet: created.map((each) => routeAnswer(each, state)),
				},
			],
		};
	},
);

/**
 * A route keeps its RouteId and RouteItemId when it is replaced. For the cloud that is only likely: an example in the documents of
 * its command line shows it. If the ids changed, Terraform would take the route for gone and make it anew, to the first node.
 */
const replaceRoutes = changing(
	z.strictObject({
		RouteTableId: z.string(),
		Routes: z.array(wantedRoute).min(1),
	}),
	async ({ RouteTableId, Routes }, context) => {
		const table = tableOf(RouteTableId, context);
		const wanted = Routes.map((each, index) => {
			const route = namedIn(RouteTableId, each, index, context);
			if (each.DestinationCidrBlock !== route.destination) {
				throw apiError(
					"UnsupportedOperation",
					`The destination of route ${route.id} is ${route.destination} and cannot be changed; delete the route and create another.`,
				);
			}
			return { route, nextHop: hopOf(each, table.vpcId, context) };
		});
		const before = context.current();
		for (const { route, nextHop } of wanted) {
			await context.execute({
				type: "replace-route",
				routeId: route.id,
				nextHop,
			});
		}
		const now = context.current();
		return {
			OldRouteSet: wanted.map(({ route }) => routeAnswer(route, before)),
			NewRouteSet: wanted.map(({ route, nextHop }) =>
				routeAnswer({ ...route, nextHop }, now),
			),
		};
	},
);

const deleteRoutes = changing(
	z.strictObject({
		RouteTableId: z.string(),
		Routes: z.array(namedRoute).min(1),
	}),
	async ({ RouteTableId, Routes }, context) => {
		tableOf(RouteTableId, context);
		const toDelete = Routes.map((each, index) =>
			namedIn(RouteTableId, each, index, context),
		);
		const old = toDelete.map((each) => routeAnswer(each, context.current()));
		for (const { id } of toDelete) {
			await context.execute({ type: "delete-route", routeId: id });
		}
		return { RouteSet: old };
	},
);

/**
 * Switches routes on or off. Routes are named by one of two kinds of ids, and a request takes only one of them.
 *
 * Source: https://cloud.tencent.com/document/api/215/19215 and https://cloud.tencent.com/document/api/215/19216. That
 * ReplaceRoutes leaves a disabled route disabled is unverified.
 */
const switchRoutes = (type: "enable-route" | "disable-route"): Action =>
	changing(
		z.strictObject({
			RouteTableId: z.string(),
			RouteIds: z.array(z.number().int().min(0)).min(1).max(100).optional(),
			RouteItemIds: z.array(z.string()).min(1).max(100).optional(),
		}),
		async ({ RouteTableId, RouteIds, RouteItemIds }, context) => {
			tableOf(RouteTableId, context);
			if (RouteIds !== undefined && RouteItemIds !== undefined) {
				throw apiError(
					"InvalidParameter.Coexist",
					"RouteIds and RouteItemIds cannot be given together.",
				);
			}
			const named: readonly NamedRoute[] = RouteItemIds?.map((RouteItemId) => ({
				RouteItemId,
			})) ??
				RouteIds?.map((RouteId) => ({ RouteId })) ?? [{}];
			const found = named.map((each, index) =>
				namedIn(RouteTableId, each, index, context),
			);
			for (const { id } of found) {
				await context.execute({ type, routeId: id });
			}
			return {};
		},
	);

export const ACTIONS: Readonly<Record<string, Action>> = {
	DescribeVpcs: describeVpcs,
	DescribeRouteTables: describeRouteTables,
	DescribeHaVips: describeHaVips,
	CreateRoutes: createRoutes,
	ReplaceRoutes: replaceRoutes,
	DeleteRoutes: deleteRoutes,
	EnableRoutes: switchRoutes("enable-route"),
	DisableRoutes: switchRoutes("disable-route"),
};

const routesOf = (routeTableId: string, state: VpcState): readonly Route[] =>
	Object.values(state.routes).filter(
		(each) => each.routeTableId === routeTableId,
	);

function tableOf(id: string, context: ActionContext) {
	const table = Object.values(context.current().routeTables).find(
		(each) => each.id === id,
	);
	if (table === undefined) {
		throw apiError("ResourceNotFound", `The route table ${id} is not found.`);
	}
	return table;
}

/** The route that a request names, by the id that the API recommends or by the number. */
function namedIn(
	routeTableId: string,
	named: NamedRoute,
	index: number,
	context: ActionContext,
): Route {
	if (named.RouteItemId === undefined && named.RouteId === undefined) {
		throw context.parameterError({
			kind: "missing",
			name: `Routes.${index}.RouteId`,
			message: "names the route",
		});
	}
	const found = routesOf(routeTableId, context.current()).find((each) =>
		named.RouteItemId === undefined
			? each.number === named.RouteId
			: each.id === named.RouteItemId,
	);
	if (found === undefined) {
		throw apiError(
			"ResourceNotFound",
			`The route ${named.RouteItemId ?? named.RouteId} is not found in the route table ${routeTableId}.`,
		);
	}
	return found;
}

/** @throws ApiError for a type of next hop that the local cloud does not have, or one that is not there */
function hopOf(
	{ GatewayType, GatewayId }: WantedRoute,
	vpcId: string,
	context: ActionContext,
): NextHop {
	const state = context.current();
	switch (GatewayType) {
		case "NORMAL_CVM": {
			const port = Object.values(state.ports).find(
				({ address, subnetId }) =>
					address === GatewayId && state.subnets[subnetId]?.vpcId === vpcId,
			);
			if (port === undefined) {
				throw apiError(
					"ResourceNotFound",
					`No instance of ${vpcId} has the private address ${GatewayId}.`,
				);
			}
			return { kind: "instance", instanceId: port.instanceId };
		}
		case "NAT":
			return { kind: "nat", natGatewayId: GatewayId };
		default:
			throw apiError(
				"UnsupportedOperation",
				`The local cloud has next hops of the types NORMAL_CVM and NAT only, not ${GatewayType}.`,
			);
	}
}
