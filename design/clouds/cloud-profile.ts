import type { Ipv4Cidr } from "../../base/ipv4";
import type { UserDataLimit } from "../../userdata";
import type { SecurityProtocol } from "../security-rule";

/** Where the /32 of a route VIP may lie. */
export type RouteVipScope =
	/** Outside the VPC's CIDR only. */
	| "outside-vpc"
	/** Anywhere but in a subnet of the VPC. */
	| "outside-subnets"
	/** Anywhere; inside the pair's subnet too. */
	| "anywhere";

/** Time from the new master's gratuitous ARP until a HAVIP's packets reach it, in milliseconds. */
export interface HavipSwitch {
	readonly minMs: number;
	readonly maxMs: number;
	/** Whether the cloud's documents give the figure. */
	readonly source: "documented" | "assumed";
}

/** What one cloud can do, as far as a highly available pair is concerned. */
export interface CloudCapabilities {
	/** The cloud's name for people, in English. */
	readonly title: string;
	/** Addresses that nodes announce by gratuitous ARP, and that Terraform can make. */
	readonly havip: boolean;
	/** A public address can lead to a HAVIP. */
	readonly eipOnHavip: boolean;
	/** HAVIPs that one network interface may hold. */
	readonly havipsPerInterface: number;
	/** Instances to which one HAVIP can be attached. */
	readonly instancesPerHavip: number;
	/**
	 * How long the cloud's network takes to lead a HAVIP to the node that has announced it.
	 *
	 * Tencent's guide for HAVIP with keepalived sees pings stop for about 4 s at each switch, of which its VRRP timing
	 * explains 0.9 s (planned) to 3.9 s (crash), and another page says that a switch may take 10 s (confidence high for
	 * both figures; that nothing but VRRP may be left of the 4 s is arithmetic, so the least is 0). Alibaba publishes no
	 * figure: Tencent's is taken for it (confidence low). Measure yours with `halab drill --ssh`.
	 *
	 * @default - the cloud has no HAVIP
	 */
	readonly havipSwitch?: HavipSwitch;
	readonly routeVipScope: RouteVipScope;
	/** A route belongs to a route table; else to the VPC. */
	readonly routesInTables: boolean;
	/** VRRP by multicast works without asking the cloud. */
	readonly multicast: boolean;
	/** A node gets credentials for the API from its role, through the metadata service. */
	readonly roleCredentials: boolean;
	/** A route's next hop can be changed in one call; else the route is deleted and created again. */
	readonly atomicNextHopChange: boolean;
	/**
	 * API calls that the nexthop helper makes until the route leads to the new master. Looking the route table up counts;
	 * a change that the API only accepts and makes later counts twice.
	 */
	readonly routeChangeCalls: number;
	readonly userData: UserDataLimit;
}

/** Where a cloud's service is found from inside a VPC. */
export interface ServiceAddress {
	readonly address: string;
	readonly port: number;
	/** Names that the VPC's name service resolves to the address. */
	readonly names: readonly string[];
}

/** Some of an API's actions on some resources. */
export interface Permission {
	/** Names as the API has them, e.g. `ReplaceRoutes`; `*` at the end stands for anything. */
	readonly actions: readonly string[];
	/** Names as the cloud's policies have them; `*` stands for every resource, and for actions that take none. */
	readonly resources: readonly string[];
}

/** What the permissions to move a next hop are restricted to. */
export interface NexthopScope {
	readonly region: string;
	/** Clouds whose routes belong to route tables restrict to one. @default every table of the account */
	readonly routeTableId?: string;
	/** The other clouds restrict to a VPC. */
	readonly vpcId: string;
	/** Number of the account, without which some policies cannot name a VPC. @default every VPC of the account */
	readonly accountId?: string;
}

/** Regions and zones, and the ones that are used when the settings name none. */
export interface Regions {
	/** The region that is used when none is named. */
	readonly first: string;
	/**
	 * A zone of each region that is known; new ones open now and then, and one that is not here needs its zone named. Which machines it
	 * sells is another matter.
	 */
	readonly zones: Readonly<Record<string, string>>;
	/** What a zone's name has behind its region's. */
	readonly zoneSuffix: RegExp;
	/** How a zone's name comes from its region's, for people. */
	readonly convention: string;
	/** An example of a zone's name in a region. */
	readonly example: (region: string) => string;
}

/** Lengths of a network's prefix. */
export interface Prefixes {
	readonly shortest: number;
	readonly longest: number;
}

/** What a VPC and its subnets may be. */
export interface NetworkLimits {
	/** Networks of which a VPC is a part, and the prefixes in each; absent where no bound is known. */
	readonly vpc: readonly {
		readonly range: Ipv4Cidr;
		readonly prefixes?: Prefixes;
	}[];
	/** Prefixes of a subnet; absent where no bound is known. */
	readonly subnet?: Prefixes;
	/** What the cloud calls a subnet. */
	readonly subnetWord: string;
	/** How many addresses the cloud keeps at a subnet's end, the broadcast address among them. */
	readonly keptAtEnd: number;
	/** Which address of a subnet is the gateway's, counted from the network's own; absent where halab need not know. */
	readonly gatewayOffset?: number;
}

/** How long a text may be, in characters. */
export interface LengthLimit {
	/** @default 0 */
	readonly minLength?: number;
	/** @default - no bound is known */
	readonly maxLength?: number;
}

/** What a text must look like, and how to say so. */
export interface TextForm {
	readonly pattern: RegExp;
	/** Follows "… is not allowed; ", e.g. "a name has letters and digits only". */
	readonly rule: string;
}

/** What a name may be. */
export interface NameLimit extends LengthLimit {
	/** @default - any characters */
	readonly form?: TextForm;
}

/** Limits of the names that halab gives to resources. */
export interface NameLimits {
	/** Whatever has no limit of its own below. */
	readonly resource: NameLimit;
	/** @default - as any resource */
	readonly instance?: NameLimit;
	/** A role and its policy. @default - as any resource */
	readonly role?: NameLimit;
}

/** What a tag's key or value may be. */
export interface TagTextLimit extends LengthLimit {
	/** Beginnings that the cloud keeps for itself. */
	readonly reserved: readonly RegExp[];
	/** What else it must not be: what matches, and what is then said of it, e.g. "starts or ends with a space". */
	readonly refused: readonly (readonly [RegExp, string])[];
}

/** Limits of a resource's tags. */
export interface TagLimits {
	/** How many a resource takes. @default - no bound is known */
	readonly maxTags?: number;
	readonly key: TagTextLimit;
	readonly value: TagTextLimit;
}

/** What a security group's rules may say. */
export interface SecurityGroupLimits {
	/** The cloud's words; none knows VRRP's protocol 112, which therefore needs the word for everything. */
	readonly protocols: Readonly<Record<SecurityProtocol, string>>;
	/** Of a rule's description. */
	readonly description: LengthLimit;
}

/** What has an id of its own; roles and keys are named by whoever makes them. */
export type IdKind =
	| "vpc"
	| "subnet"
	| "route-table"
	| "route"
	| "security-group"
	| "instance"
	| "port"
	| "havip"
	| "eip"
	| "nat-gateway";

/** Gives as many random bytes as it is asked for. */
export type RandomBytes = (size: number) => Uint8Array;

/** Access keys that somebody makes and hands over. */
export interface AccessKeys {
	/** How the id of each begins. */
	readonly prefix: string;
	/** Finds an id in a text. */
	readonly pattern: RegExp;
}

/** The credentials that a role gives, which end. */
export interface RoleKeys {
	/** The part of their lifetime after which the metadata service gives new ones, so that there is time to fetch them. */
	readonly renewedAfter: number;
	/** The id of a key, of 32 random bytes. */
	readonly id: (random: Buffer) => string;
	/** What requests are signed with, of 32 random bytes. */
	readonly secret: (random: Buffer) => string;
}

/** Everything that is known of one cloud. What cannot be found in its documents or its provider says so. */
export interface CloudProfile extends CloudCapabilities {
	/** The cloud's name for people, in Chinese. */
	readonly titleZh: string;
	readonly regions: Regions;
	readonly networks: NetworkLimits;
	readonly names: NameLimits;
	readonly tags: TagLimits;
	readonly securityGroups: SecurityGroupLimits;
	/** Where the instance metadata service is; the same in all regions. */
	readonly metadata: ServiceAddress;
	/** Where the VPC API is in a region. Only its names are the cloud's own; the address is the local cloud's. */
	readonly api: (region: string) => ServiceAddress;
	/**
	 * What a node may ask the API for: what moves a next hop, and no more. The roles of the construct library and of the
	 * local cloud are made from it.
	 *
	 * Where the next hop of a route can be changed, nobody but Terraform makes the route; elsewhere the nodes delete a route
	 * and create another.
	 */
	readonly nexthopPermissions: (scope: NexthopScope) => readonly Permission[];
	/** A VPC takes only one change of its routes at a time, and refuses others meanwhile. */
	readonly oneRouteChangePerVpc: boolean;
	readonly accessKeys: AccessKeys;
	/** @default - the cloud's roles give no credentials (`roleCredentials` is false) */
	readonly roleKeys?: RoleKeys;
	/** An id that looks like the cloud's own. */
	readonly newId: (kind: IdKind, randomBytes: RandomBytes) => string;
	/** The ids on the local machine, in the cloud's style. A route table is named where routes belong to one. */
	readonly localIds: {
		readonly vpcId: string;
		readonly routeTableId?: string;
	};
}
