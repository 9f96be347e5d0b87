import { z } from "zod";
import { own } from "../../../../base/own";
import { type Action, changing, describing } from "../../../api/action";
import type { NextHop, Route, VpcState } from "../../../vpc/entities";
import { portOf } from "../../../vpc/select";
import { errors } from "./errors";

/** How many a page has: 5 to 1000, and by default (unverified; the SDKs know the parameters, not their limits). */
const [LEAST, MOST, USUAL] = [5, 1000, 1000];

const page = {
	MaxResults: z
		.string()
		.regex(/^\d+$/, "a whole number is expected")
		.transform(Number)
		.refine(
			(number) => number >= LEAST && number <= MOST,
			`between ${LEAST} and ${MOST}`,
		)
		.default(USUAL),
	NextToken: z
		.string()
		.regex(/^\d+$/, "a token of the API is expected")
		.optional(),
};

/**
 * Of the names of filters that follow, the Terraform provider uses `vpc-id` and `instance-id`; `route-type` and
 * `destination-cidr-block` are the cloud's by its document, unverified.
 */
const filter = z
	.array(z.object({ Name: z.string(), Value: z.array(z.string()) }))
	.optional();

const describeVpcs = describing(
	z.object({
		VpcId: z.array(z.string()).optional(),
		Filter: filter,
		...page,
	}),
	(asked, { state }) => {
		const found = Object.values(state.vpcs).filter(
			(vpc) =>
				(asked.VpcId?.includes(vpc.id) ?? true) &&
				passes(asked.Filter, { "vpc-id": [vpc.id] }),
		);
		const { shown, more } = pageOf(found, asked);
		return {
			...more,
			VpcSet: shown.map((vpc) => ({
				VpcId: vpc.id,
				VpcName: vpc.name,
				CidrBlock: vpc.cidr,
				IsDefault: false,
			})),
		};
	},
);

const describeRoutes = describing(
	z.object({
		RouteId: z.array(z.string()).optional(),
		Filter: filter,
		...page,
	}),
	(asked, { state, shownId }) => {
		const found = Object.values(state.routes).filter(
			(route) =>
				(asked.RouteId?.includes(route.id) ?? true) &&
				passes(asked.Filter, {
					"vpc-id": [vpcOf(route, state)],
					"route-type": [typeOf(route.nextHop)],
					"destination-cidr-block": [route.destination],
					"instance-id": [idOf(route.nextHop)],
				}),
		);
		const { shown, more } = pageOf(found, asked);
		return {
			...more,
			RouteSet: shown.map((each) => answer(each, state, shownId)),
		};
	},
);

const createRoute = changing(
	z.object({
		VpcId: z.string(),
		RouteType: z.string(),
		DestinationCidrBlock: z.string(),
		InstanceId: z.string().optional(),
	}),
	async (asked, { current, execute }) => {
		const state = current();
		if (!Object.hasOwn(state.vpcs, asked.VpcId)) {
			throw errors.notFound("Vpc", asked.VpcId);
		}
		const table = Object.values(state.routeTables).find(
			({ vpcId, main }) => main && vpcId === asked.VpcId,
		);
		if (table === undefined) {
			throw errors.notFound("Vpc", asked.VpcId);
		}
		const events = await execute({
			type: "create-route",
			routeTableId: table.id,
			destination: asked.DestinationCidrBlock,
			nextHop: hopOf(asked, state),
		});
		const [route] = events.flatMap((event) =>
			event.type === "route-created" ? [event.route] : [],
		);
		return route === undefined ? {} : answer(route, current());
	},
);

const deleteRoute = changing(
	z.object({ RouteId: z.string() }),
	async ({ RouteId }, { current, execute }) => {
		if (!Object.hasOwn(current().routes, RouteId)) {
			throw errors.notFound("Route", RouteId);
		}
		await execute({ type: "delete-route", routeId: RouteId });
		return { Return: true };
	},
);

export const ACTIONS: Readonly<Record<string, Action>> = {
	DescribeVpcs: describeVpcs,
	DescribeRoutes: describeRoutes,
	CreateRoute: createRoute,
	DeleteRoute: deleteRoute,
};

/** Whether a thing with these values passes all filters; one passes with any of its values. */
function passes(
	filters: z.infer<typeof filter>,
	values: Readonly<Record<string, readonly string[]>>,
): boolean {
	return (filters ?? []).every(({ Name, Value }) => {
		const known = own(values, Name);
		if (known === undefined) {
			throw errors.invalid(
				"Filter",
				`${Name} is none of ${Object.keys(values).join(", ")}`,
			);
		}
		return known.some((value) => Value.includes(value));
	});
}

/** One page; its token says where the next begins. */
function pageOf<T>(
	things: readonly T[],
	asked: {
		readonly MaxResults: number;
		readonly NextToken?: string | undefined;
	},
): { readonly shown: readonly T[]; readonly more: { NextToken?: string } } {
	const from = Number(asked.NextToken ?? 0);
	const to = from + asked.MaxResults;
	return {
		shown: things.slice(from, to),
		more: to < things.length ? { NextToken: `${to}` } : {},
	};
}

const vpcOf = (route: Route, state: VpcState): string =>
	state.routeTables[route.routeTableId]?.vpcId ?? "";

function typeOf(hop: NextHop): string {
	switch (hop.kind) {
		case "instance":
			return "Host";
		case "nat":
			return "Nat";
	}
}

function idOf(hop: NextHop): string {
	switch (hop.kind) {
		case "instance":
			return hop.instanceId;
		case "nat":
			return hop.natGatewayId;
	}
}

function answer(
	route: Route,
	state: VpcState,
	shownId: (instanceId: string) => string = (instanceId) => instanceId,
) {
	const id = idOf(route.nextHop);
	const port = portOf(state, id);
	return {
		CreateTime: new Date(route.createdAt)
			.toISOString()
			.slice(0, 19)
			.replace("T", " "),
		VpcId: vpcOf(route, state),
		DestinationCidrBlock: route.destination,
		RouteId: route.id,
		RouteType: typeOf(route.nextHop),
		Status: "Active",
		System: false,
		RouteTableId: route.routeTableId,
		NextHopSet: [
			{
				GatewayId: route.nextHop.kind === "instance" ? shownId(id) : id,
				GatewayName: state.instances[id]?.name ?? "",
				...(port === undefined
					? {}
					: { NetworkInterfaceId: port.id, Mac: port.mac }),
			},
		],
	};
}

/** A route of the type Host leads to an instance. */
function hopOf(
	asked: {
		readonly RouteType: string;
		readonly InstanceId?: string | undefined;
	},
	state: VpcState,
): NextHop {
	if (asked.RouteType !== "Host") {
		throw errors.invalid(
			"RouteType",
			`the local cloud makes routes of the type Host only, not ${asked.RouteType}`,
		);
	}
	if (asked.InstanceId === undefined) {
		throw errors.missing("InstanceId");
	}
	if (!Object.hasOwn(state.instances, asked.InstanceId)) {
		throw errors.notFound("Instance", asked.InstanceId);
	}
	return { kind: "instance", instanceId: asked.InstanceId };
}
