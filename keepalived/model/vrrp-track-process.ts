import { show } from "../keywords/context";
import {
	type Directive,
	type Keywords,
	plain,
	since,
} from "../keywords/directive";
import { seconds, whole } from "../keywords/numbers";
import { flag, oneOf } from "../keywords/switches";
import { blockName, checkWord } from "../keywords/words";
import { weight } from "./tracking";

/** How the arguments of a command line must match: from the start, or anywhere. */
export type ParamMatch = "initial" | "partial";

/**
 * `vrrp_track_process`: a process that must run. keepalived ≥ 2.0.11,
 * and a kernel with process events (CONFIG_PROC_EVENTS).
 */
export interface VrrpTrackProcess {
	/** Name that instances track it by. */
	readonly name: string;
	/** Name of the process as `ps -o comm` shows it; or the program and its arguments, separated by spaces. */
	readonly process: string;
	/** Compare with the command line instead of the process name. @default true if arguments are given, else false */
	readonly fullCommand?: boolean;
	/** How the arguments must match. keepalived ≥ 2.0.16. @default they must be equal */
	readonly paramMatch?: ParamMatch;
	/** Change of priority, −253 to 253; 0: FAULT while too few run. @default 0 */
	readonly weight?: number;
	/** Processes that must run at least, 1 to 65535. @default 1 */
	readonly quorum?: number;
	/** Processes that may run at most, 1 to 65535. keepalived ≥ 2.0.16. @default no limit */
	readonly quorumMax?: number;
	/** Seconds a change must last, to be acted upon; above 0, at most 3600. @default 0 */
	readonly delay?: number;
	/** Seconds for ends of processes alone. keepalived ≥ 2.0.16. @default delay */
	readonly terminateDelay?: number;
	/** Seconds for starts of processes alone. keepalived ≥ 2.0.16. @default delay */
	readonly forkDelay?: number;
}

const processWords: Directive<string> = {
	check(value, context) {
		if (value.trim() === value && value !== "" && !value.includes("  ")) {
			for (const part of value.split(" ")) {
				checkWord(part, context);
			}
			return;
		}
		context.refuse({
			given: show(value),
			allowed: "the name of a process, or a program and its arguments",
			remedy: "Separate the words by single spaces.",
		});
	},
	...plain,
};

const count = whole({ min: 1, max: 65535, unit: "processes" });
const delay = seconds(0.000001, 3600);

export const vrrpTrackProcess: Keywords<VrrpTrackProcess> = {
	name: blockName,
	process: processWords,
	fullCommand: flag,
	paramMatch: since("2.0.16", oneOf<ParamMatch>("initial", "partial")),
	weight,
	quorum: count,
	quorumMax: since("2.0.16", count),
	delay,
	terminateDelay: since("2.0.16", delay),
	forkDelay: since("2.0.16", delay),
};
