import type { CloudId } from "./clouds";
import type { Health } from "./health";
import type { Service } from "./service";
import type { TimingName } from "./timing";
import type { Vip } from "./vip";
import type { Vrrp } from "./vrrp";

/** One node of a pair, as asked for. */
export interface HaNodeProps {
	/** Fixed private IPv4 address in the pair's subnet. */
	readonly address: string;
	/**
	 * What the service's page says behind the node's name, e.g. `Master`.
	 *
	 * @default - the page holds the node's name only
	 */
	readonly page?: string;
}

/** Where the nexthop helper finds the routes that it moves. The values may be Terraform tokens. */
export interface RouteTarget {
	readonly vpcId: string;
	/**
	 * The route table that holds the /32.
	 *
	 * @default - none: Kingsoft Cloud's routes belong to the VPC; on the other clouds the nodes need it, and the constructs
	 * always say it
	 */
	readonly routeTableId?: string;
	/**
	 * Name of the role that gives the node its credentials.
	 *
	 * @default - a key file that is handed over out of band
	 */
	readonly roleName?: string;
}

/** Where a pair runs: in its cloud, or on the local machine, which plays the cloud. */
export type HaPairHome = "cloud" | "local";

/** What a highly available pair, or a group of more nodes, is to be, wherever its network is. */
export interface HaPairOptions {
	/**
	 * Where the pair runs; it decides nothing but how long its outages are predicted to be.
	 *
	 * @default "cloud"
	 */
	readonly home?: HaPairHome;
	/** Two nodes or more; the first one has the highest priority. */
	readonly nodes: readonly HaNodeProps[];
	/** The floating addresses, one at least, and how they reach their holder: all in the same way. */
	readonly vips: readonly Vip[];
	/**
	 * Base URL of the cloud's VPC API, e.g. that of an endpoint inside the VPC; useless without Vip.route.
	 *
	 * @default - the cloud's public endpoint
	 */
	readonly apiEndpoint?: string;
	/** Who may use the service, in CIDR notation. */
	readonly clientCidrs: readonly string[];
	/**
	 * From where the nodes take ssh, in CIDR notation: the bastion's /32. A construct that is given the bastion adds it.
	 *
	 * @default - nobody logs in
	 */
	readonly sshCidrs?: readonly string[];
	/**
	 * How the nodes agree on the holder.
	 *
	 * @default Vrrp.nopreempt()
	 */
	readonly vrrp?: Vrrp;
	/**
	 * What decides whether a node may hold the address.
	 *
	 * @default - what the service says: for nginx Health.process("nginx") and Health.http()
	 */
	readonly health?: readonly Health[];
	/**
	 * What the pair keeps available.
	 *
	 * @default Service.nginx()
	 */
	readonly service?: Service;
	/**
	 * Timing profile.
	 *
	 * @default "safe"
	 */
	readonly timing?: TimingName;
	/**
	 * Allow 0.0.0.0/0 among the CIDRs.
	 *
	 * @default false
	 */
	readonly allowAnywhere?: boolean;
	/**
	 * The nodes' network interface.
	 *
	 * @default "eth0"
	 */
	readonly interfaceName?: string;
}

/** A highly available pair, or a group of more nodes, as asked for: the same props on every cloud. */
export interface HaPairProps extends HaPairOptions {
	readonly cloud: CloudId;
	/** Region of the cloud, as the cloud writes it. */
	readonly region: string;
	/** The subnet in which the nodes are, in CIDR notation. */
	readonly subnetCidr: string;
	/** The VPC's CIDR: it decides which addresses can be routed. */
	readonly vpcCidr: string;
	/**
	 * Where the routes of route VIPs are. A construct that is given the design puts its own network's ids there.
	 *
	 * @default - required with Vip.route, useless without
	 */
	readonly routeTarget?: RouteTarget;
}
