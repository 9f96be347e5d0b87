import type { CloudId } from "../../design/capabilities";
import type { Permission } from "../../design/nexthop-permissions";
import type { SecurityRule } from "../../design/security-rule";

/** A private network. */
export interface Vpc {
	readonly id: string;
	readonly name: string;
	readonly cidr: string;
	/** Whether the virtual switch carries multicast; no cloud's does unless asked to. */
	readonly multicast: boolean;
}

export interface Subnet {
	readonly id: string;
	readonly vpcId: string;
	readonly name: string;
	readonly cidr: string;
	readonly zone: string;
	/** Address of the VPC's router in the subnet. */
	readonly gateway: string;
}

/** A VPC's routes. Each VPC has a main table; the subnets follow it. */
export interface RouteTable {
	readonly id: string;
	readonly vpcId: string;
	readonly name: string;
	readonly main: boolean;
}

/** Where a route leads. */
export type NextHop =
	| { readonly kind: "instance"; readonly instanceId: string }
	| { readonly kind: "nat"; readonly natGatewayId: string };

/** A route that somebody made; the VPC's own ways (its subnets) are not in the table. */
export interface Route {
	readonly id: string;
	/** Number of the route: Tencent Cloud counts its routes besides naming them. */
	readonly number: number;
	readonly routeTableId: string;
	/** In CIDR notation. */
	readonly destination: string;
	/** Where packets go now. */
	readonly nextHop: NextHop;
	/** Clouds that answer before they have finished show the others meanwhile. Packets follow `available` and `modifying` routes. */
	readonly status: "creating" | "available" | "modifying" | "deleting";
	/** Where packets will go when a `modifying` route is available again. */
	readonly nextHopAfter?: NextHop;
	/** Somebody has switched the route off: it stays in the table and leads nowhere. Tencent Cloud has this. */
	readonly disabled?: true;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
}

export interface SecurityGroup {
	readonly id: string;
	readonly vpcId: string;
	readonly name: string;
	/** What is let through; everything else is dropped. Stateful. */
	readonly rules: readonly SecurityRule[];
}

/** A virtual machine. */
export interface Instance {
	readonly id: string;
	/** Name of the machine on the fabric, e.g. `node-1`. */
	readonly name: string;
	readonly vpcId: string;
	readonly zone: string;
	/** Its role gives it credentials through the metadata service. */
	readonly roleName?: string;
}

/** An instance's network interface; each instance has one. */
export interface Port {
	readonly id: string;
	readonly instanceId: string;
	readonly subnetId: string;
	readonly address: string;
	readonly mac: string;
	readonly securityGroupIds: readonly string[];
}

/** An address that instances announce by gratuitous ARP, if it is attached to them. */
export interface HaVip {
	readonly id: string;
	readonly name: string;
	readonly subnetId: string;
	readonly address: string;
	/** Who may announce it. */
	readonly attachedInstanceIds: readonly string[];
	/** Who announced it last; the cloud sends the address's packets there. */
	readonly ownerInstanceId?: string;
	/** When, in milliseconds since 1970. */
	readonly announcedAt?: number;
}

/** A public address and what it leads to. */
export interface Eip {
	readonly id: string;
	readonly name: string;
	readonly address: string;
	readonly target?: EipTarget;
}

export type EipTarget =
	| { readonly kind: "instance"; readonly id: string }
	| { readonly kind: "havip"; readonly id: string }
	| { readonly kind: "nat"; readonly id: string };

/** Gives the instances of some subnets a way out; nobody comes in through it. */
export interface NatGateway {
	readonly id: string;
	readonly name: string;
	readonly vpcId: string;
	readonly subnetIds: readonly string[];
}

/** What instances with it may ask the API for. */
export interface Role {
	readonly name: string;
	readonly permissions: readonly Permission[];
}

/** A key that somebody handed over; roles give shorter-lived ones. */
export interface AccessKey {
	readonly id: string;
	readonly secret: string;
	readonly user: string;
	readonly permissions: readonly Permission[];
}

/** Which cloud is played, for whom. It never changes. */
export interface CloudIdentity {
	readonly cloud: CloudId;
	readonly region: string;
	/** The account's number, for the clouds' messages. */
	readonly accountId: string;
	/** From this the keys of roles are made, so that a new process knows those that the old one gave. */
	readonly secret: string;
}

/** Everything that exists in a local cloud, by id. Plain data: it is what the journal restores. */
export interface VpcState extends CloudIdentity {
	readonly vpcs: Readonly<Record<string, Vpc>>;
	readonly subnets: Readonly<Record<string, Subnet>>;
	readonly routeTables: Readonly<Record<string, RouteTable>>;
	readonly routes: Readonly<Record<string, Route>>;
	readonly securityGroups: Readonly<Record<string, SecurityGroup>>;
	readonly instances: Readonly<Record<string, Instance>>;
	readonly ports: Readonly<Record<string, Port>>;
	readonly haVips: Readonly<Record<string, HaVip>>;
	readonly eips: Readonly<Record<string, Eip>>;
	readonly natGateways: Readonly<Record<string, NatGateway>>;
	/** By name. */
	readonly roles: Readonly<Record<string, Role>>;
	readonly accessKeys: Readonly<Record<string, AccessKey>>;
	/** Number of the next route. */
	readonly nextRouteNumber: number;
}
