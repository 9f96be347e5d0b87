import { type Keywords, since } from "../keywords/directive";
import { type Script, script } from "../keywords/script";
import { flag } from "../keywords/switches";
import { blockName, wordBlock } from "../keywords/words";
import { type Track, track, trackInterfaces } from "./tracking";

/** `vrrp_sync_group`: instances that change state together. */
export interface VrrpSyncGroup {
	/** Name in logs and notifications. */
	readonly name: string;
	/** Names of its instances; at least two, each in no other group. */
	readonly group: readonly string[];
	/** Interfaces that must be up. keepalived ≥ 2.0.0. @default none */
	readonly trackInterface?: readonly Track[];
	/** Scripts of `vrrpScripts`. keepalived ≥ 2.0.0. @default none */
	readonly trackScript?: readonly Track[];
	/** Files of `trackFiles`. keepalived ≥ 2.0.0. @default none */
	readonly trackFile?: readonly Track[];
	/** Processes of `vrrpTrackProcesses`. keepalived ≥ 2.0.11. @default none */
	readonly trackProcess?: readonly Track[];
	/** Run on becoming master. @default none */
	readonly notifyMaster?: Script;
	/** Run on becoming backup. @default none */
	readonly notifyBackup?: Script;
	/** Run on going to FAULT. @default none */
	readonly notifyFault?: Script;
	/** Run when keepalived stops. keepalived ≥ 2.0.0. @default none */
	readonly notifyStop?: Script;
	/** Run on every change, with GROUP, the name, the state and the priority as further arguments. @default none */
	readonly notify?: Script;
	/** Mail every change to `notificationEmail`. @default false */
	readonly smtpAlert?: boolean;
}

export const vrrpSyncGroup: Keywords<VrrpSyncGroup> = {
	name: blockName,
	group: wordBlock,
	trackInterface: since("2.0.0", trackInterfaces),
	trackScript: since("2.0.0", track),
	trackFile: since("2.0.0", track),
	trackProcess: since("2.0.11", track),
	notifyMaster: script,
	notifyBackup: script,
	notifyFault: script,
	notifyStop: since("2.0.0", script),
	notify: script,
	smtpAlert: flag,
};
