import { type Keywords, since } from "../keywords/directive";
import { secondsWithFraction, whole } from "../keywords/numbers";
import { type Script, script } from "../keywords/script";
import { flag } from "../keywords/switches";
import { blockName, user } from "../keywords/words";
import { weight } from "./tracking";

/** `vrrp_script`: a program that tells by its exit status whether a service is well. */
export interface VrrpScript {
	/** Name that instances track it by. */
	readonly name: string;
	/** The program, run without a shell; exit status 0 is well. */
	readonly script: Script;
	/** Seconds between two runs: whole, or with fractions of 0.001 in keepalived ≥ 2.3.2. @default 1 */
	readonly interval?: number;
	/** Seconds after which a run has failed, at most the interval: whole, or with fractions of 0.001 in keepalived ≥ 2.3.2. @default the interval */
	readonly timeout?: number;
	/** Change of priority, −253 to 253; 0: FAULT when it fails. @default 0 */
	readonly weight?: number;
	/** Failed runs in a row before it counts as failed. @default 1 */
	readonly fall?: number;
	/** Good runs in a row before it counts as well. @default 1 */
	readonly rise?: number;
	/** Account that runs it, with a group after a space if need be. keepalived ≥ 1.3.0. @default scriptUser of global_defs */
	readonly user?: string;
	/** Count as failed until it has been well. keepalived ≥ 1.3.2. @default false */
	readonly initFail?: boolean;
}

const time = secondsWithFraction({ since: "2.3.2", step: 0.001 });
const runs = whole({ min: 1, max: 2147483647, unit: "runs" });

export const vrrpScript: Keywords<VrrpScript> = {
	name: blockName,
	script,
	interval: time,
	timeout: time,
	weight,
	fall: runs,
	rise: runs,
	user: since("1.3.0", user),
	initFail: since("1.3.2", flag),
};
