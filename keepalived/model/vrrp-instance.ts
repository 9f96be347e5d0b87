import { ipv4, ipv4Block } from "../keywords/addresses";
import { type Keywords, since } from "../keywords/directive";
import { block } from "../keywords/nested";
import { decimal, seconds, whole, wholeSeconds } from "../keywords/numbers";
import { type Script, script } from "../keywords/script";
import { bool, flag, oneOf } from "../keywords/switches";
import { blockName, interfaceName } from "../keywords/words";
import {
	type Authentication,
	type AuthHmac,
	authentication,
	authHmac,
} from "./authentication";
import type { VrrpVersion } from "./global-defs";
import { type Track, track, trackInterfaces } from "./tracking";
import { type VirtualAddress, virtualAddresses } from "./virtual-address";

/** State in which an instance starts. */
export type InitialState = "MASTER" | "BACKUP";

/** `vrrp_instance`: one virtual router, as this node takes part in it. */
export interface VrrpInstance {
	/** Name in logs, notifications and sync groups. */
	readonly name: string;
	/** State to start in. With `nopreempt`, BACKUP on every node. */
	readonly state: InitialState;
	/** Never take over from a living master of lower priority. Needs `state` BACKUP and unweighted tracking. @default false */
	readonly nopreempt?: boolean;
	/** Seconds to wait before taking over from a living master, up to 1000. @default 0 */
	readonly preemptDelay?: number;
	/** Interface of the adverts and, if they name none, of the addresses. */
	readonly interface: string;
	/** Number of the virtual router, 1 to 255: the same on all its nodes, unique in their network. */
	readonly virtualRouterId: number;
	/** Priority, 1 to 254; the highest becomes master, and a higher one takes over sooner. */
	readonly priority: number;
	/** Protocol version. @default vrrpVersion of global_defs, else 2 */
	readonly version?: VrrpVersion;
	/** Seconds between adverts: whole from 1 to 255 in version 2; 0.01 to 40.95 in steps of 0.01 in version 3. @default 1 */
	readonly advertInt?: number;
	/** Missed adverts before a backup takes over, 1 to 100. keepalived ≥ 2.2.3. @default 3 */
	readonly downTimerAdverts?: number;
	/** Go to BACKUP if this node slept so long that another must have taken over; with `nopreempt` only. keepalived ≥ 2.2.8. @default false */
	readonly timerExpiredBackup?: boolean;
	/** Own address that adverts are sent from, with `unicastPeer`. @default the interface's first address */
	readonly unicastSrcIp?: string;
	/** Addresses of the other nodes, to send adverts to by unicast. @default adverts are sent by multicast */
	readonly unicastPeer?: readonly string[];
	/** Drop adverts of senders that are no peers. keepalived ≥ 2.1.0. @default vrrpCheckUnicastSrc of global_defs */
	readonly checkUnicastSrc?: boolean;
	/** Own address that multicast adverts are sent from. @default the interface's first address */
	readonly mcastSrcIp?: string;
	/** Go to FAULT when the own address is gone. keepalived ≥ 2.0.0. @default false */
	readonly trackSrcIp?: boolean;
	/** Keep the state when the interface goes down. @default false */
	readonly dontTrackPrimary?: boolean;
	/** Use the virtual MAC address of the protocol; multicast only, and never in a cloud. @default false */
	readonly useVmac?: boolean;
	/** Password; version 2 only. @default none */
	readonly authentication?: Authentication;
	/** Signed adverts. keepalived ≥ 2.4.0. @default none */
	readonly authHmac?: AuthHmac;
	/** Addresses of the master, named in the adverts; at least one. */
	readonly virtualIpaddress: readonly VirtualAddress[];
	/** Further addresses of the master, not named in the adverts. @default none */
	readonly virtualIpaddressExcluded?: readonly VirtualAddress[];
	/** Whole seconds from becoming master to the second round of gratuitous ARP. @default 5 */
	readonly garpMasterDelay?: number;
	/** Gratuitous ARP packets in a round, at least 1. @default 5 */
	readonly garpMasterRepeat?: number;
	/** Whole seconds between rounds while master; 0: no further rounds. @default 0 */
	readonly garpMasterRefresh?: number;
	/** Gratuitous ARP packets in a refresh, at least 1. @default 1 */
	readonly garpMasterRefreshRepeat?: number;
	/** Whole seconds to a further round after an advert of lower priority was seen. @default garpMasterDelay */
	readonly garpLowerPrioDelay?: number;
	/** Gratuitous ARP packets after an advert of lower priority was seen. @default garpMasterRepeat */
	readonly garpLowerPrioRepeat?: number;
	/** Send no advert in answer to one of lower priority. @default false */
	readonly lowerPrioNoAdvert?: boolean;
	/** Send one last advert when one of higher priority was seen. keepalived ≥ 1.3.5. @default false */
	readonly higherPrioSendAdvert?: boolean;
	/** Other interfaces that must be up. @default none */
	readonly trackInterface?: readonly Track[];
	/** Scripts of `vrrpScripts`. @default none */
	readonly trackScript?: readonly Track[];
	/** Files of `trackFiles`. keepalived ≥ 2.0.0. @default none */
	readonly trackFile?: readonly Track[];
	/** Processes of `vrrpTrackProcesses`. keepalived ≥ 2.0.11. @default none */
	readonly trackProcess?: readonly Track[];
	/** Run on becoming master. Scripts run at the same time and in no certain order: for order, use `vrrpNotifyFifo`. @default none */
	readonly notifyMaster?: Script;
	/** Run on becoming backup. @default none */
	readonly notifyBackup?: Script;
	/** Run on going to FAULT. @default none */
	readonly notifyFault?: Script;
	/** Run when keepalived stops. @default none */
	readonly notifyStop?: Script;
	/** Run when a reload removes the instance. keepalived ≥ 2.1.0. @default none */
	readonly notifyDeleted?: Script;
	/** Run on every change, with INSTANCE, the name, the state and the priority as further arguments. @default none */
	readonly notify?: Script;
	/** Run when a master sees an advert of lower priority, as after a split. keepalived ≥ 2.0.6. @default none */
	readonly notifyMasterRxLowerPri?: Script;
	/** Mail every change to `notificationEmail`. @default false */
	readonly smtpAlert?: boolean;
}

/** Why 0 and 255 are no priorities to choose. */
const PRIORITY_REMEDY =
	"Choose a priority in this range; 0 means leaving and 255 is for the owner of the address, which keepalived never lets another take over.";

const packets = whole({ min: 1, max: 1000, unit: "packets" });

export const vrrpInstance: Keywords<VrrpInstance> = {
	name: blockName,
	state: oneOf<InitialState>("MASTER", "BACKUP"),
	nopreempt: flag,
	preemptDelay: seconds(0, 1000),
	interface: interfaceName,
	virtualRouterId: whole({
		min: 1,
		max: 255,
		remedy: "Choose a number that no other virtual router of the network has.",
	}),
	priority: whole({ min: 1, max: 254, remedy: PRIORITY_REMEDY }),
	version: oneOf<VrrpVersion>(2, 3),
	advertInt: decimal({ min: 0.01, max: 255, unit: "seconds" }),
	downTimerAdverts: since("2.2.3", whole({ min: 1, max: 100 })),
	timerExpiredBackup: since("2.2.8", flag),
	unicastSrcIp: ipv4,
	unicastPeer: ipv4Block,
	checkUnicastSrc: since("2.1.0", flag),
	mcastSrcIp: ipv4,
	trackSrcIp: since("2.0.0", flag),
	dontTrackPrimary: flag,
	useVmac: flag,
	authentication: block(authentication),
	authHmac: since("2.4.0", block(authHmac)),
	virtualIpaddress: virtualAddresses,
	virtualIpaddressExcluded: virtualAddresses,
	garpMasterDelay: wholeSeconds(0),
	garpMasterRepeat: packets,
	garpMasterRefresh: wholeSeconds(0),
	garpMasterRefreshRepeat: packets,
	garpLowerPrioDelay: wholeSeconds(0),
	garpLowerPrioRepeat: whole({ min: 0, max: 1000, unit: "packets" }),
	lowerPrioNoAdvert: bool,
	higherPrioSendAdvert: since("1.3.5", bool),
	trackInterface: trackInterfaces,
	trackScript: track,
	trackFile: since("2.0.0", track),
	trackProcess: since("2.0.11", track),
	notifyMaster: script,
	notifyBackup: script,
	notifyFault: script,
	notifyStop: script,
	notifyDeleted: since("2.1.0", script),
	notify: script,
	notifyMasterRxLowerPri: since("2.0.6", script),
	smtpAlert: flag,
};
