import { ipv4Multicast } from "../keywords/addresses";
import { type Directive, type Keywords, since } from "../keywords/directive";
import { seconds, whole, wholeSeconds } from "../keywords/numbers";
import { type Script, script } from "../keywords/script";
import { bool, flag, oneOf } from "../keywords/switches";
import {
	absolutePath,
	checkAbsolutePath,
	user,
	word,
	wordBlock,
} from "../keywords/words";

/** Version of the protocol: 2 (whole seconds, passwords) or 3 (hundredths of a second, no passwords). */
export type VrrpVersion = 2 | 3;

/** `global_defs`: what holds for the whole of keepalived. */
export interface GlobalDefs {
	/** Name of this node in logs and mails; give each node its own. @default the host name */
	readonly routerId?: string;
	/** Who is mailed. @default nobody */
	readonly notificationEmail?: readonly string[];
	/** Sender of the mails. @default keepalived@ and the host name */
	readonly notificationEmailFrom?: string;
	/** Mail server: an address or a name. @default none */
	readonly smtpServer?: string;
	/** Seconds to wait for the mail server. @default 30 */
	readonly smtpConnectTimeout?: number;
	/**
	 * Account that runs scripts, with a group after a space if need be. Required with scripts. keepalived ≥ 1.3.0.
	 * With an account other than root, `keepalived -t` of 2.2.7 kills itself (exit code 143) instead of giving a verdict.
	 * @default keepalived_script, which distributions do not create
	 */
	readonly scriptUser?: string;
	/** Refuse to run scripts as root that others could change. Required with scripts. keepalived ≥ 1.3.0. @default false */
	readonly enableScriptSecurity?: boolean;
	/** Watch interfaces that appear and disappear. keepalived ≥ 2.0.0. @default false */
	readonly dynamicInterfaces?: boolean;
	/** Protocol version of instances that name none. @default 2 */
	readonly vrrpVersion?: VrrpVersion;
	/** IPv4 group of adverts sent by multicast. @default 224.0.0.18 */
	readonly vrrpMcastGroup4?: string;
	/** Whole seconds from becoming master to the second round of gratuitous ARP. @default 5 */
	readonly vrrpGarpMasterDelay?: number;
	/** Gratuitous ARP packets in a round, at least 1. @default 5 */
	readonly vrrpGarpMasterRepeat?: number;
	/** Whole seconds between rounds while master; 0: no further rounds. @default 0 */
	readonly vrrpGarpMasterRefresh?: number;
	/** Gratuitous ARP packets in a refresh, at least 1. @default 1 */
	readonly vrrpGarpMasterRefreshRepeat?: number;
	/** Whole seconds to a further round after an advert of lower priority was seen. @default vrrpGarpMasterDelay */
	readonly vrrpGarpLowerPrioDelay?: number;
	/** Gratuitous ARP packets after an advert of lower priority was seen. @default vrrpGarpMasterRepeat */
	readonly vrrpGarpLowerPrioRepeat?: number;
	/** Seconds between two gratuitous ARP packets on an interface, above 0. @default no pause */
	readonly vrrpGarpInterval?: number;
	/** Seconds between two unsolicited neighbour adverts on an interface, above 0. @default no pause */
	readonly vrrpGnaInterval?: number;
	/** Missed adverts before a backup takes over, 1 to 100. keepalived ≥ 2.2.3. @default 3 */
	readonly vrrpDownTimerAdverts?: number;
	/** Send no advert in answer to one of lower priority. @default false */
	readonly vrrpLowerPrioNoAdvert?: boolean;
	/** Send one last advert when one of higher priority was seen. keepalived ≥ 1.3.5. @default false */
	readonly vrrpHigherPrioSendAdvert?: boolean;
	/** Drop unicast adverts of senders that are no peers. @default false */
	readonly vrrpCheckUnicastSrc?: boolean;
	/** Compare the addresses of an advert only when its sender changes. @default false */
	readonly vrrpSkipCheckAdvAddr?: boolean;
	/** Absolute path of a named pipe that gets each change of state, in order. keepalived ≥ 1.3.6. @default none */
	readonly vrrpNotifyFifo?: string;
	/** Program that is started to read that pipe; the pipe's path is its last argument. keepalived ≥ 1.3.6. @default none */
	readonly vrrpNotifyFifoScript?: Script;
	/** Write changes of priority to the pipe too. keepalived ≥ 2.0.16. @default false */
	readonly vrrpNotifyPriorityChanges?: boolean;
	/** Nice value of the VRRP process, −20 to 19. @default 0 */
	readonly vrrpPriority?: number;
	/** Real-time priority of the VRRP process, 1 to 99. keepalived ≥ 2.0.0. @default not real-time */
	readonly vrrpRtPriority?: number;
	/** Microseconds the VRRP process may run in one go at real-time priority. keepalived ≥ 2.1.0. @default 10000 */
	readonly vrrpRlimitRttime?: number;
	/** Keep the VRRP process in memory. @default false */
	readonly vrrpNoSwap?: boolean;
	/** Nice value of the checker process, −20 to 19. @default 0 */
	readonly checkerPriority?: number;
	/** Real-time priority of the checker process, 1 to 99. keepalived ≥ 2.0.0. @default not real-time */
	readonly checkerRtPriority?: number;
	/** Microseconds the checker process may run in one go at real-time priority. keepalived ≥ 2.1.0. @default 10000 */
	readonly checkerRlimitRttime?: number;
	/** Keep the checker process in memory. @default false */
	readonly checkerNoSwap?: boolean;
	/** Highest real-time priority that is taken by itself when timers fire late; −1 to 99, −1: never. keepalived ≥ 2.1.0. @default -1 */
	readonly maxAutoPriority?: number;
	/** Seconds from the start of keepalived to that of its instances. keepalived ≥ 2.0.14. @default none */
	readonly vrrpStartupDelay?: number;
	/** Seconds from the boot of the node to the start of its instances. keepalived ≥ 2.4.0. @default none */
	readonly vrrpDelayAfterBoot?: number;
	/**
	 * Check a changed configuration before it is loaded, and keep the old one if it has errors; the absolute path of a
	 * file has the errors written there. keepalived ≥ 2.2.0.
	 * @default false
	 */
	readonly reloadCheckConfig?: boolean | string;
	/** Log adverts of routers that are not configured. keepalived ≥ 2.0.16. @default false */
	readonly logUnknownVrids?: boolean;
	/** Remove every IPVS service before the configured ones are added. @default false */
	readonly lvsFlush?: boolean;
}

/** A keyword that stands alone or names a file. */
const flagOrPath: Directive<boolean | string> = {
	check(value, context) {
		if (typeof value === "string") {
			checkAbsolutePath(value, context);
		} else {
			flag.check(value, context);
		}
	},
	write: (value, keyword) =>
		typeof value === "string"
			? [`${keyword} ${value}`]
			: value
				? [keyword]
				: [],
};

const nice = whole({ min: -20, max: 19 });
const realTime = whole({ min: 1, max: 99 });
const microseconds = whole({ min: 2, max: 4294967295, unit: "microseconds" });
const packets = whole({ min: 1, max: 1000, unit: "packets" });
const pause = seconds(0.000001, 4294);

export const globalDefs: Keywords<GlobalDefs> = {
	routerId: word,
	notificationEmail: wordBlock,
	notificationEmailFrom: word,
	smtpServer: word,
	smtpConnectTimeout: wholeSeconds(1),
	scriptUser: since("1.3.0", user),
	enableScriptSecurity: since("1.3.0", flag),
	dynamicInterfaces: since("2.0.0", flag),
	vrrpVersion: oneOf<VrrpVersion>(2, 3),
	vrrpMcastGroup4: ipv4Multicast,
	vrrpGarpMasterDelay: wholeSeconds(0),
	vrrpGarpMasterRepeat: packets,
	vrrpGarpMasterRefresh: wholeSeconds(0),
	vrrpGarpMasterRefreshRepeat: packets,
	vrrpGarpLowerPrioDelay: wholeSeconds(0),
	vrrpGarpLowerPrioRepeat: whole({ min: 0, max: 1000, unit: "packets" }),
	vrrpGarpInterval: pause,
	vrrpGnaInterval: pause,
	vrrpDownTimerAdverts: since("2.2.3", whole({ min: 1, max: 100 })),
	vrrpLowerPrioNoAdvert: bool,
	vrrpHigherPrioSendAdvert: since("1.3.5", bool),
	vrrpCheckUnicastSrc: flag,
	vrrpSkipCheckAdvAddr: flag,
	vrrpNotifyFifo: since("1.3.6", absolutePath),
	vrrpNotifyFifoScript: since("1.3.6", script),
	vrrpNotifyPriorityChanges: since("2.0.16", bool),
	vrrpPriority: nice,
	vrrpRtPriority: since("2.0.0", realTime),
	vrrpRlimitRttime: since("2.1.0", microseconds),
	vrrpNoSwap: flag,
	checkerPriority: nice,
	checkerRtPriority: since("2.0.0", realTime),
	checkerRlimitRttime: since("2.1.0", microseconds),
	checkerNoSwap: flag,
	maxAutoPriority: since("2.1.0", whole({ min: -1, max: 99 })),
	vrrpStartupDelay: since("2.0.14", seconds(0.001)),
	vrrpDelayAfterBoot: since("2.4.0", seconds(0.001)),
	reloadCheckConfig: since("2.2.0", flagOrPath),
	logUnknownVrids: since("2.0.16", flag),
	lvsFlush: flag,
};
