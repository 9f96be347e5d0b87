import { z } from "zod";
import { CLOUD_IDS } from "../../design/capabilities";
import type { Permission } from "../../design/nexthop-permissions";
import { wrongParts } from "../../design/wrong-parts";
import { securityRules } from "../../plan/security-rules";
import type { VpcEvent } from "./commands";
import type {
	AccessKey,
	Eip,
	EipTarget,
	HaVip,
	Instance,
	NatGateway,
	NextHop,
	Port,
	Role,
	Route,
	RouteTable,
	SecurityGroup,
	Subnet,
	Vpc,
	VpcState,
} from "./entities";

const strings = z.array(z.string());

const vpc = z.strictObject({
	id: z.string(),
	name: z.string(),
	cidr: z.string(),
	multicast: z.boolean(),
}) satisfies z.ZodType<Vpc>;

const subnet = z.strictObject({
	id: z.string(),
	vpcId: z.string(),
	name: z.string(),
	cidr: z.string(),
	zone: z.string(),
	gateway: z.string(),
}) satisfies z.ZodType<Subnet>;

const routeTable = z.strictObject({
	id: z.string(),
	vpcId: z.string(),
	name: z.string(),
	main: z.boolean(),
}) satisfies z.ZodType<RouteTable>;

const nextHop = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("instance"), instanceId: z.string() }),
	z.strictObject({ kind: z.literal("nat"), natGatewayId: z.string() }),
]) satisfies z.ZodType<NextHop>;

const route = z.strictObject({
	id: z.string(),
	number: z.int(),
	routeTableId: z.string(),
	destination: z.string(),
	nextHop,
	status: z.enum(["creating", "available", "modifying", "deleting"]),
	nextHopAfter: nextHop.exactOptional(),
	disabled: z.literal(true).exactOptional(),
	createdAt: z.number(),
}) satisfies z.ZodType<Route>;

const securityGroup = z.strictObject({
	id: z.string(),
	vpcId: z.string(),
	name: z.string(),
	rules: securityRules,
}) satisfies z.ZodType<SecurityGroup>;

const instance = z.strictObject({
	id: z.string(),
	name: z.string(),
	vpcId: z.string(),
	zone: z.string(),
	roleName: z.string().exactOptional(),
}) satisfies z.ZodType<Instance>;

const port = z.strictObject({
	id: z.string(),
	instanceId: z.string(),
	subnetId: z.string(),
	address: z.string(),
	mac: z.string(),
	securityGroupIds: strings,
}) satisfies z.ZodType<Port>;

const haVip = z.strictObject({
	id: z.string(),
	name: z.string(),
	subnetId: z.string(),
	address: z.string(),
	attachedInstanceIds: strings,
	ownerInstanceId: z.string().exactOptional(),
	announcedAt: z.number().exactOptional(),
}) satisfies z.ZodType<HaVip>;

const eipTarget = z.strictObject({
	kind: z.enum(["instance", "havip", "nat"]),
	id: z.string(),
}) satisfies z.ZodType<EipTarget>;

const eip = z.strictObject({
	id: z.string(),
	name: z.string(),
	address: z.string(),
	target: eipTarget.exactOptional(),
}) satisfies z.ZodType<Eip>;

const natGateway = z.strictObject({
	id: z.string(),
	name: z.string(),
	vpcId: z.string(),
	subnetIds: strings,
}) satisfies z.ZodType<NatGateway>;

const permissions = z.array(
	z.strictObject({ actions: strings, resources: strings }),
) satisfies z.ZodType<readonly Permission[]>;

const role = z.strictObject({
	name: z.string(),
	permissions,
}) satisfies z.ZodType<Role>;

const accessKey = z.strictObject({
	id: z.string(),
	secret: z.string(),
	user: z.string(),
	permissions,
}) satisfies z.ZodType<AccessKey>;

const at = z.number();
const haVipAndInstance = { at, haVipId: z.string(), instanceId: z.string() };

const event = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("vpc-created"), at, vpc }),
	z.strictObject({ type: z.literal("subnet-created"), at, subnet }),
	z.strictObject({ type: z.literal("route-table-created"), at, routeTable }),
	z.strictObject({
		type: z.literal("security-group-created"),
		at,
		securityGroup,
	}),
	z.strictObject({
		type: z.literal("security-rules-replaced"),
		at,
		securityGroupId: z.string(),
		rules: securityRules,
	}),
	z.strictObject({ type: z.literal("instance-created"), at, instance, port }),
	z.strictObject({ type: z.literal("route-created"), at, route }),
	z.strictObject({ type: z.literal("route-changed"), at, route }),
	z.strictObject({
		type: z.literal("route-deleted"),
		at,
		routeId: z.string(),
	}),
	z.strictObject({ type: z.literal("havip-created"), at, haVip }),
	z.strictObject({
		type: z.enum(["havip-attached", "havip-detached"]),
		...haVipAndInstance,
	}),
	z.strictObject({
		type: z.literal("havip-announced"),
		...haVipAndInstance,
		moved: z.boolean(),
	}),
	z.strictObject({ type: z.literal("eip-allocated"), at, eip }),
	z.strictObject({
		type: z.literal("eip-associated"),
		at,
		eipId: z.string(),
		target: eipTarget,
	}),
	z.strictObject({
		type: z.literal("eip-disassociated"),
		at,
		eipId: z.string(),
	}),
	z.strictObject({ type: z.literal("nat-gateway-created"), at, natGateway }),
	z.strictObject({ type: z.literal("role-created"), at, role }),
	z.strictObject({ type: z.literal("access-key-created"), at, accessKey }),
]) satisfies z.ZodType<VpcEvent>;

const state = z.strictObject({
	cloud: z.enum(CLOUD_IDS),
	region: z.string(),
	accountId: z.string(),
	secret: z.string(),
	vpcs: z.record(z.string(), vpc),
	subnets: z.record(z.string(), subnet),
	routeTables: z.record(z.string(), routeTable),
	routes: z.record(z.string(), route),
	securityGroups: z.record(z.string(), securityGroup),
	instances: z.record(z.string(), instance),
	ports: z.record(z.string(), port),
	haVips: z.record(z.string(), haVip),
	eips: z.record(z.string(), eip),
	natGateways: z.record(z.string(), natGateway),
	roles: z.record(z.string(), role),
	accessKeys: z.record(z.string(), accessKey),
	nextRouteNumber: z.int(),
}) satisfies z.ZodType<VpcState>;

/** Another one when what was written can be understood no longer. */
const VERSION = 2;

const firstLine = z.strictObject({ version: z.literal(VERSION), state });

/** What one command made happen: all of it or, when the line was cut off, nothing. */
const line = z.array(event).min(1);

/** The first line of a journal: the state when it was begun. */
export const firstLineOf = (begun: VpcState): string =>
	`${JSON.stringify({ version: VERSION, state: begun })}
`;

/** A line of a journal for the events of one command. */
export const lineOf = (events: readonly VpcEvent[]): string =>
	`${JSON.stringify(events)}\n`;

/** Said of a line that is none of a journal: what is wrong with it. */
export class LineError extends Error {}

/** @throws LineError when the text is something else */
function read<T>(schema: z.ZodType<T>, text: string): T {
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch {
		throw new LineError("It is not JSON.");
	}
	const { data, error } = schema.safeParse(given);
	if (error !== undefined) {
		throw new LineError(wrongParts(error, given));
	}
	return data;
}

/** @throws LineError when the text is something else */
export const readFirstLine = (text: string): VpcState =>
	read(firstLine, text).state;

/** @throws LineError when the text is something else */
export const readLine = (text: string): readonly VpcEvent[] => read(line, text);
