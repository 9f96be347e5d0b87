import { checkIpv4, checkPort } from "../keywords/addresses";
import { type Directive, type Keywords, since } from "../keywords/directive";
import { inHeader } from "../keywords/header";
import { blocks } from "../keywords/nested";
import { seconds, whole } from "../keywords/numbers";
import { type Script, script } from "../keywords/script";
import { bool, flag, oneOf } from "../keywords/switches";
import { word } from "../keywords/words";
import { type Checker, checkers } from "./checker";

/** How IPVS chooses a real server. `fo` and `ovf` need keepalived 1.3.6, `mh` 2.0.7, `twos` 2.2.5. */
export type LbAlgo =
	| "rr"
	| "wrr"
	| "lc"
	| "wlc"
	| "lblc"
	| "lblcr"
	| "sh"
	| "dh"
	| "sed"
	| "nq"
	| "fo"
	| "ovf"
	| "mh"
	| "twos";

/** How IPVS forwards: address translation, direct routing or tunnel. */
export type LbKind = "NAT" | "DR" | "TUN";

/** Protocol of a virtual server. */
export type IpvsProtocol = "TCP" | "UDP" | "SCTP";

/** An address, and a port where one is wanted. */
export interface ServerAddress {
	/** IPv4 address. */
	readonly address: string;
	/** Port, 1 to 65535. @default the virtual server's */
	readonly port?: number;
}

/** `real_server`: a server that does the work. */
export interface RealServer extends ServerAddress {
	/** Share of the work, 0 to 65535; 0: no new connections. @default 1 */
	readonly weight?: number;
	/** Set the weight to 0 instead of removing the server when it fails. @default false */
	readonly inhibitOnFailure?: boolean;
	/** Highest number of connections. @default no limit */
	readonly uthreshold?: number;
	/** Number of connections below which new ones come again. @default no limit */
	readonly lthreshold?: number;
	/** Run when the server is added. @default none */
	readonly notifyUp?: Script;
	/** Run when the server is removed. @default none */
	readonly notifyDown?: Script;
	/** How it is checked; at least one. */
	readonly checkers: readonly Checker[];
}

/** What virtual servers have in common. */
export interface VirtualServerBase {
	/** Seconds between two checks of a real server. @default 60 */
	readonly delayLoop?: number;
	/** How a real server is chosen. */
	readonly lbAlgo: LbAlgo;
	/** How packets are forwarded. In a cloud's VPC only NAT works. */
	readonly lbKind: LbKind;
	/** Whole seconds a client stays with its real server. @default it does not */
	readonly persistenceTimeout?: number;
	/** Keep the service only while this node holds its address. @default false */
	readonly haSuspend?: boolean;
	/** Host header of HTTP_GET and SSL_GET. @default the address */
	readonly virtualhost?: string;
	/** Count real servers as failed until they have been well. @default false */
	readonly alpha?: boolean;
	/** Act on the servers' ends when keepalived stops, so that notifyDown and quorumDown run. @default false */
	readonly omega?: boolean;
	/** Weight that must be well at least; not above that of all real servers. @default 1 */
	readonly quorum?: number;
	/** Weight that must be well beyond the quorum before it counts as regained; below the quorum. @default 0 */
	readonly hysteresis?: number;
	/** Run when the quorum is gained. @default none */
	readonly quorumUp?: Script;
	/** Run when the quorum is lost. @default none */
	readonly quorumDown?: Script;
	/** Mail changes. @default false */
	readonly smtpAlert?: boolean;
	/** Server that answers while the quorum is lost. @default none */
	readonly sorryServer?: ServerAddress;
	/** Set the weight of the sorry server to 0 instead of removing it. @default false */
	readonly sorryServerInhibit?: boolean;
	/** At least one. */
	readonly realServers: readonly RealServer[];
}

/** `virtual_server <address> <port>` */
export interface AddressVirtualServer extends VirtualServerBase {
	/** Virtual IPv4 address. */
	readonly address: string;
	/** Port, 1 to 65535. */
	readonly port: number;
	/** Protocol. */
	readonly protocol: IpvsProtocol;
	readonly fwmark?: never;
}

/**
 * `virtual_server fwmark <mark>`: packets that the firewall has marked.
 * Without NAT, real servers have no port, as packets keep theirs.
 */
export interface FwmarkVirtualServer extends VirtualServerBase {
	/** Mark, 1 to 2147483647. */
	readonly fwmark: number;
	readonly address?: never;
	readonly port?: never;
	readonly protocol?: never;
}

/** `virtual_server`: a service that IPVS spreads over real servers. */
export type VirtualServer = AddressVirtualServer | FwmarkVirtualServer;

/** Both kinds in one, as their keywords are the same. */
type VirtualServerProperties = VirtualServerBase & {
	readonly address?: string;
	readonly port?: number;
	readonly protocol?: IpvsProtocol;
	readonly fwmark?: number;
};

/** What stands behind the keyword in the header. */
export function headerOf(server: VirtualServer): string {
	return server.fwmark === undefined
		? `${server.address} ${server.port}`
		: `fwmark ${server.fwmark}`;
}

/** An address, with its port if it has one. */
export function addressAndPort(server: ServerAddress): string {
	return server.port === undefined
		? server.address
		: `${server.address} ${server.port}`;
}

const algorithms = oneOf<LbAlgo>(
	"rr",
	"wrr",
	"lc",
	"wlc",
	"lblc",
	"lblcr",
	"sh",
	"dh",
	"sed",
	"nq",
	"fo",
	"ovf",
	"mh",
	"twos",
);

const lbAlgo: Directive<LbAlgo> = {
	...algorithms,
	check(value, context) {
		algorithms.check(value, context);
		const needed = firstVersionOf(value);
		if (needed !== undefined) {
			context.need(needed, `lb_algo ${value}`);
		}
	},
};

const sorryServer: Directive<ServerAddress> = {
	check(value, context) {
		checkIpv4(value.address, context.at("address"));
		if (value.port !== undefined) {
			checkPort(value.port, context.at("port"));
		}
	},
	write: (value, keyword) => [`${keyword} ${addressAndPort(value)}`],
};

const realServer: Keywords<RealServer> = {
	address: inHeader(checkIpv4),
	port: inHeader(checkPort),
	weight: whole({ min: 0, max: 65535 }),
	inhibitOnFailure: flag,
	uthreshold: whole({ min: 0, max: 4294967295 }),
	lthreshold: whole({ min: 0, max: 4294967295 }),
	notifyUp: script,
	notifyDown: script,
	checkers,
};

export const virtualServer: Keywords<VirtualServerProperties> = {
	address: inHeader(checkIpv4),
	port: inHeader(checkPort),
	fwmark: inHeader(whole({ min: 1, max: 2147483647 }).check),
	delayLoop: seconds(0.000001),
	lbAlgo,
	lbKind: oneOf<LbKind>("NAT", "DR", "TUN"),
	persistenceTimeout: whole({ min: 1, max: 2678400, unit: "seconds" }),
	protocol: oneOf<IpvsProtocol>("TCP", "UDP", "SCTP"),
	haSuspend: flag,
	virtualhost: word,
	alpha: flag,
	omega: flag,
	quorum: whole({ min: 1, max: 2147483647 }),
	hysteresis: whole({ min: 0, max: 2147483647 }),
	quorumUp: script,
	quorumDown: script,
	smtpAlert: since("2.0.0", bool),
	sorryServer,
	sorryServerInhibit: flag,
	realServers: {
		...blocks(realServer, addressAndPort),
		keyword: "real_server",
	},
};

function firstVersionOf(algorithm: LbAlgo): string | undefined {
	switch (algorithm) {
		case "fo":
		case "ovf":
			return "1.3.6";
		case "mh":
			return "2.0.7";
		case "twos":
			return "2.2.5";
		default:
			return undefined;
	}
}
