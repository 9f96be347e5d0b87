import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { own } from "../../../../base/own";
import {
	type Action,
	type ActionContext,
	changing,
	describing,
} from "../../../api/action";
import type { NextHop, Route, VpcState } from "../../../vpc/entities";
import {
	haVipAnswer,
	routeAnswer,
	routeTableAnswer,
	vpcAnswer,
} from "./answers";
import { errors } from "./errors";
import { chainedPage, numberedPage, pageByNumber, pageByToken } from "./pages";

// The gateway in front of the API lets parameters through that an action does not know, so these are not strict.
const text = z.string().optional();

const describeVpcs = describing(
	z.object({
		RegionId: z.string(),
		VpcId: text,
		VpcName: text,
		...numberedPage,
	}),
	(asked, { state }) => {
		const wanted = asked.VpcId?.split(",");
		const found = Object.values(state.vpcs).filter(
			({ id, name }) =>
				(wanted?.includes(id) ?? true) && matches(asked.VpcName, name),
		);
		return {
			...pageInfo(found, asked),
			Vpcs: {
				Vpc: pageByNumber(found, asked).map((vpc) => vpcAnswer(vpc, state)),
			},
		};
	},
);

const describeRouteTableList = describing(
	z.object({
		RegionId: z.string(),
		VpcId: text,
		RouteTableId: text,
		RouteTableName: text,
		RouteTableType: z.enum(["System", "Custom"]).optional(),
		...numberedPage,
	}),
	(asked, { state }) => {
		const found = Object.values(state.routeTables).filter(
			({ id, vpcId, name, main }) =>
				matches(asked.RouteTableId, id) &&
				matches(asked.VpcId, vpcId) &&
				matches(asked.RouteTableName, name) &&
				matches(asked.RouteTableType, main ? "System" : "Custom"),
		);
		return {
			...pageInfo(found, asked),
			RouterTableList: {
				RouterTableListType: pageByNumber(found, asked).map((table) =>
					routeTableAnswer(table, state),
				),
			},
		};
	},
);

const describeRouteEntryList = describing(
	z.object({
		RegionId: z.string(),
		RouteTableId: z.string(),
		RouteEntryId: text,
		DestinationCidrBlock: text,
		DestCidrBlockList: z.array(z.string()).optional(),
		NextHopId: text,
		NextHopType: text,
		RouteEntryType: text,
		...chainedPage,
	}),
	(asked, { state }) => {
		checkTable(asked.RouteTableId, state);
		const found = Object.values(state.routes).filter((route) => {
			const [hop] = routeAnswer(route).NextHops.NextHop;
			return (
				route.routeTableId === asked.RouteTableId &&
				matches(asked.RouteEntryId, route.id) &&
				matches(asked.DestinationCidrBlock, route.destination) &&
				(asked.DestCidrBlockList?.includes(route.destination) ?? true) &&
				matches(asked.NextHopId, hop?.NextHopId) &&
				matches(asked.NextHopType, hop?.NextHopType) &&
				matches(asked.RouteEntryType, "Custom")
			);
		});
		const { page, next } = pageByToken(found, asked);
		return {
			RouteEntrys: { RouteEntry: page.map(routeAnswer) },
			NextToken: next,
			TotalCount: found.length,
		};
	},
);

const describeHaVips = describing(
	z.object({
		RegionId: z.string(),
		Filter: z
			.array(z.object({ Key: z.string(), Value: z.array(z.string()).max(5) }))
			.max(5)
			.optional(),
		...numberedPage,
	}),
	(asked, { state }) => {
		const found = Object.values(state.haVips)
			.map((haVip) => haVipAnswer(haVip, state))
			.filter((haVip) =>
				(asked.Filter ?? []).every(({ Key, Value }) => {
					const value = own(haVip, Key);
					return typeof value === "string" && Value.includes(value);
				}),
			);
		return {
			...pageInfo(found, asked),
			HaVips: { HaVip: pageByNumber(found, asked) },
		};
	},
);

const createRouteEntry = changing(
	z.object({
		RouteTableId: z.string(),
		DestinationCidrBlock: z.string(),
		NextHopId: z.string(),
		NextHopType: z.string().default("Instance"),
	}),
	async (asked, { current, execute }) => {
		checkTable(asked.RouteTableId, current());
		const events = await execute({
			type: "create-route",
			routeTableId: asked.RouteTableId,
			destination: asked.DestinationCidrBlock,
			nextHop: hopOf(asked.NextHopType, asked.NextHopId, current()),
			asynchronous: true,
		});
		const [id] = events.flatMap((event) =>
			event.type === "route-created" ? [event.route.id] : [],
		);
		return { RouteEntryId: id ?? "" };
	},
);

const named = {
	RouteEntryId: text,
	RouteTableId: text,
	DestinationCidrBlock: text,
};

const modifyRouteEntry = changing(
	z.object({
		RegionId: z.string(),
		...named,
		NewNextHopType: text,
		NewNextHopId: text,
		RouteEntryName: text,
		Description: text,
	}),
	async (asked, context) => {
		const route = namedRoute(asked, context);
		if (asked.NewNextHopId === undefined) {
			return {};
		}
		const nextHop = hopOf(
			asked.NewNextHopType ?? "Instance",
			asked.NewNextHopId,
			context.current(),
		);
		if (
			route.status === "available" &&
			isDeepStrictEqual(route.nextHop, nextHop)
		) {
			throw errors.sameNextHop();
		}
		await context.execute({
			type: "replace-route",
			routeId: route.id,
			nextHop,
			asynchronous: true,
		});
		return {};
	},
);

const deleteRouteEntry = changing(
	z.object({ ...named, NextHopId: text }),
	async (asked, context) => {
		const route = namedRoute(asked, context);
		if (
			asked.NextHopId !== undefined &&
			routeAnswer(route).NextHops.NextHop[0]?.NextHopId !== asked.NextHopId
		) {
			throw errors.unknownRoute();
		}
		await context.execute({
			type: "delete-route",
			routeId: route.id,
			asynchronous: true,
		});
		return {};
	},
);

export const ACTIONS: Readonly<Record<string, Action>> = {
	DescribeVpcs: describeVpcs,
	DescribeRouteTableList: describeRouteTableList,
	DescribeRouteEntryList: describeRouteEntryList,
	DescribeHaVips: describeHaVips,
	CreateRouteEntry: createRouteEntry,
	ModifyRouteEntry: modifyRouteEntry,
	DeleteRouteEntry: deleteRouteEntry,
};

/** Whether a thing's value is the wanted one, or none is wanted. */
const matches = (
	wanted: string | undefined,
	value: string | undefined,
): boolean => wanted === undefined || wanted === "" || wanted === value;

const pageInfo = (
	found: readonly unknown[],
	{ PageNumber, PageSize }: { PageNumber: number; PageSize: number },
) => ({ TotalCount: found.length, PageNumber, PageSize });

function checkTable(id: string, state: VpcState): void {
	if (!Object.hasOwn(state.routeTables, id)) {
		throw errors.unknownTable();
	}
}

/** By its id, or by its table and destination. */
function namedRoute(
	asked: {
		readonly RouteEntryId?: string | undefined;
		readonly RouteTableId?: string | undefined;
		readonly DestinationCidrBlock?: string | undefined;
	},
	{ current }: ActionContext,
): Route {
	const { RouteEntryId, RouteTableId, DestinationCidrBlock } = asked;
	if (RouteEntryId === undefined) {
		if (RouteTableId === undefined) {
			throw errors.missing("RouteTableId");
		}
		if (DestinationCidrBlock === undefined) {
			throw errors.missing("DestinationCidrBlock");
		}
		checkTable(RouteTableId, current());
	}
	const found = Object.values(current().routes).find((route) =>
		RouteEntryId === undefined
			? route.routeTableId === RouteTableId &&
				route.destination === DestinationCidrBlock
			: route.id === RouteEntryId,
	);
	if (found === undefined) {
		throw errors.unknownRoute();
	}
	return found;
}

function hopOf(type: string, id: string, state: VpcState): NextHop {
	switch (type) {
		case "Instance":
			if (!Object.hasOwn(state.instances, id)) {
				throw errors.unknownInstance();
			}
			return { kind: "instance", instanceId: id };
		case "NatGateway":
			if (!Object.hasOwn(state.natGateways, id)) {
				throw errors.unknownNatGateway();
			}
			return { kind: "nat", natGatewayId: id };
		default:
			throw errors.unsupportedNextHop(type);
	}
}
