import type { CloudId } from "./clouds";
import type { RouteTarget } from "./ha-pair-props";
import type { OutagePrediction, PredictedFault } from "./outage";
import type { SecurityRule } from "./security-rule";
import type { TimingProfile } from "./timing";
import type { Vip } from "./vip";

/** What a node's scripts read from `/etc/halab/node.json`. The only file that may differ between the cloud and the local machine. */
export interface NodeFacts {
	readonly node: string;
	readonly cloud: CloudId;
	readonly region: string;
	/** Network interface that carries the node's address and the VIP. */
	readonly interface: string;
	readonly address: string;
	readonly peers: readonly string[];
	readonly vips: readonly string[];
	readonly service: { readonly name: string; readonly port: number };
	/**
	 * Base URL of the cloud's VPC API, e.g. `http://10.34.51.4:8080`.
	 *
	 * @default - the cloud's public endpoint
	 */
	readonly endpoint?: string;
	/**
	 * Base URL of the cloud's metadata service.
	 *
	 * @default - the cloud's own address
	 */
	readonly metadataEndpoint?: string;
	/** Only with route VIPs: what the nexthop helper moves. */
	readonly route?: RouteTarget & {
		/** Which /32 follows which virtual router. */
		readonly destinations: readonly {
			readonly instance: string;
			readonly cidr: string;
			/** Addresses of the peers that stay master when two nodes are: by priority, then by address. */
			readonly outrankedBy: readonly string[];
		}[];
	};
}

/** One node of a pair, completely decided. */
export interface NodeDesign {
	/** `node-1`, `node-2`, … */
	readonly name: string;
	/** Fixed private IPv4 address. */
	readonly address: string;
	readonly peers: readonly string[];
	/** VRRP priority, 1–254, in the first virtual router. */
	readonly priority: number;
	/** VRRP priority, 1–254, in each virtual router, in their order. */
	readonly priorities: readonly number[];
	/** What the node's service page says, e.g. `Master`. */
	readonly page: string;
	readonly facts: NodeFacts;
	/** Priority, 1–99, among real-time processes that keepalived gives itself. @default - it is no real-time process */
	readonly realTimePriority?: number;
	/** Rendered `/etc/keepalived/keepalived.conf`. */
	readonly keepalivedConf: string;
	/** The complete cloud-init document, raw text. */
	readonly userData: string;
	/** How many bytes of its limit for user data the cloud counts for it, with every value filled in. */
	readonly userDataBytes: number;
}

/** One floating address and the virtual router that moves it. */
export interface VipDesign {
	/** How the address reaches its holder. */
	readonly kind: Vip["kind"];
	/** keepalived instance name, e.g. `VI_1`. */
	readonly instance: string;
	readonly address: string;
	/** Prefix length with which the holder configures the address. */
	readonly prefixLength: number;
	/** VRID, 1–255. */
	readonly virtualRouterId: number;
}

/** A highly available pair (or group), designed: every address, priority and file of it. */
export interface HaPairDesign {
	readonly nodes: readonly NodeDesign[];
	readonly vips: readonly VipDesign[];
	/** Whether the address stays with its holder or returns to the first node. */
	readonly preemption: "nopreempt" | "preempt";
	readonly timing: TimingProfile;
	readonly service: { readonly name: string; readonly port: number };
	/** Rules of the nodes' security group. */
	readonly securityRules: readonly SecurityRule[];
	/** Predicted outage per fault, from the VRRP arithmetic. */
	readonly predictedOutages: Readonly<Record<PredictedFault, OutagePrediction>>;
}
