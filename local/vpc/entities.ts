import { z } from "zod";
import type { Known } from "../../base/known";
import { CLOUD_IDS } from "../../design/clouds";
import { securityRules } from "../../plan/security-rules";

const strings = z.array(z.string());

/** A private network. */
export const vpc = z.strictObject({
	id: z.string(),
	name: z.string(),
	cidr: z.string(),
	/** Whether the virtual switch carries multicast; no cloud's does unless asked to. */
	multicast: z.boolean(),
});
export type Vpc = Known<z.infer<typeof vpc>>;

export const subnet = z.strictObject({
	id: z.string(),
	vpcId: z.string(),
	name: z.string(),
	cidr: z.string(),
	zone: z.string(),
	/** Address of the VPC's router in the subnet. */
	gateway: z.string(),
});
export type Subnet = Known<z.infer<typeof subnet>>;

/** A VPC's routes. Each VPC has a main table; the subnets follow it. */
export const routeTable = z.strictObject({
	id: z.string(),
	vpcId: z.string(),
	name: z.string(),
	main: z.boolean(),
});
export type RouteTable = Known<z.infer<typeof routeTable>>;

/** Where a route leads. */
const nextHop = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("instance"), instanceId: z.string() }),
	z.strictObject({ kind: z.literal("nat"), natGatewayId: z.string() }),
]);
export type NextHop = Known<z.infer<typeof nextHop>>;

/** A route that somebody made; the VPC's own ways (its subnets) are not in the table. */
export const route = z.strictObject({
	id: z.string(),
	/** Number of the route: Tencent Cloud counts its routes besides naming them. */
	number: z.int(),
	routeTableId: z.string(),
	/** In CIDR notation. */
	destination: z.string(),
	/** Where packets go now. */
	nextHop,
	/** Clouds that answer before they have finished show the others meanwhile. Packets follow `available` and `modifying` routes. */
	status: z.enum(["creating", "available", "modifying", "deleting"]),
	/** Where packets will go when a `modifying` route is available again. */
	nextHopAfter: nextHop.exactOptional(),
	/** Somebody has switched the route off: it stays in the table and leads nowhere. Tencent Cloud has this. */
	disabled: z.literal(true).exactOptional(),
	/** Milliseconds since 1970. */
	createdAt: z.number(),
});
export type Route = Known<z.infer<typeof route>>;

export const securityGroup = z.strictObject({
	id: z.string(),
	vpcId: z.string(),
	name: z.string(),
	/** What is let through; everything else is dropped. Stateful. */
	rules: securityRules,
});
export type SecurityGroup = Known<z.infer<typeof securityGroup>>;

/** A virtual machine. */
export const instance = z.strictObject({
	id: z.string(),
	/** Name of the machine on the fabric, e.g. `node-1`. */
	name: z.string(),
	vpcId: z.string(),
	zone: z.string(),
	/** Its role gives it credentials through the metadata service. */
	roleName: z.string().exactOptional(),
});
export type Instance = Known<z.infer<typeof instance>>;

/** An instance's network interface; each instance has one. */
export const port = z.strictObject({
	id: z.string(),
	instanceId: z.string(),
	subnetId: z.string(),
	address: z.string(),
	mac: z.string(),
	securityGroupIds: strings,
});
export type Port = Known<z.infer<typeof port>>;

/** An address that instances announce by gratuitous ARP, if it is attached to them. */
export const haVip = z.strictObject({
	id: z.string(),
	name: z.string(),
	subnetId: z.string(),
	address: z.string(),
	/** Who may announce it. */
	attachedInstanceIds: strings,
	/** Who announced it last; the cloud sends the address's packets there. */
	ownerInstanceId: z.string().exactOptional(),
	/** When, in milliseconds since 1970. */
	announcedAt: z.number().exactOptional(),
});
export type HaVip = Known<z.infer<typeof haVip>>;

export const eipTarget = z.strictObject({
	kind: z.enum(["instance", "havip", "nat"]),
	id: z.string(),
});
export type EipTarget = Known<z.infer<typeof eipTarget>>;

/** A public address and what it leads to. */
export const eip = z.strictObject({
	id: z.string(),
	name: z.string(),
	address: z.string(),
	target: eipTarget.exactOptional(),
});
export type Eip = Known<z.infer<typeof eip>>;

/** Gives the instances of some subnets a way out; nobody comes in through it. */
export const natGateway = z.strictObject({
	id: z.string(),
	name: z.string(),
	vpcId: z.string(),
	subnetIds: strings,
});
export type NatGateway = Known<z.infer<typeof natGateway>>;

const permissions = z.array(
	z.strictObject({ actions: strings, resources: strings }),
);

/** What instances with it may ask the API for. */
export const role = z.strictObject({ name: z.string(), permissions });
export type Role = Known<z.infer<typeof role>>;

/** A key that somebody handed over; roles give shorter-lived ones. */
export const accessKey = z.strictObject({
	id: z.string(),
	secret: z.string(),
	user: z.string(),
	permissions,
});
export type AccessKey = Known<z.infer<typeof accessKey>>;

/** Which cloud is played, for whom. It never changes. */
const cloudIdentity = z.strictObject({
	cloud: z.enum(CLOUD_IDS),
	region: z.string(),
	/** The account's number, for the clouds' messages. */
	accountId: z.string(),
	/** From this the keys of roles are made, so that a new process knows those that the old one gave. */
	secret: z.string(),
});
export type CloudIdentity = Known<z.infer<typeof cloudIdentity>>;

/** Everything that exists in a local cloud, by id. Plain data: it is what the journal restores. */
export const vpcState = cloudIdentity.extend({
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
	/** By name. */
	roles: z.record(z.string(), role),
	accessKeys: z.record(z.string(), accessKey),
	/** Number of the next route. */
	nextRouteNumber: z.int(),
});
export type VpcState = Known<z.infer<typeof vpcState>>;
