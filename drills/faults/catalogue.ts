import type { DrillPlan } from "../run/drill-plan";
import type { BenchAbilities, Fault } from "../run/fault";
import {
	apiDown,
	apiDownForLong,
	apiSlow,
	apiThrottled,
	credentialExpired,
	lostAnswer,
	staleReads,
	taskConflict,
} from "./api";
import { bothBoot } from "./both-boot";
import { brokenConfigReload } from "./broken-config-reload";
import { clockStep } from "./clock-step";
import { configReload } from "./config-reload";
import { crashNginx } from "./crash-nginx";
import { diskFull } from "./disk-full";
import { drain } from "./drain";
import { error500 } from "./error-500";
import { freeze } from "./freeze";
import { hangNginx } from "./hang-nginx";
import { killKeepalived } from "./kill-keepalived";
import { killVrrpChild } from "./kill-vrrp-child";
import { linkDown } from "./link-down";
import { linkFlapping } from "./link-flapping";
import { manualDownFile } from "./manual-down-file";
import { deafMaster, muteMaster } from "./one-way-loss";
import { packetLoss10, packetLoss30, packetLoss50 } from "./packet-loss";
import { partition } from "./partition";
import { powerCut } from "./power-cut";
import { reboot } from "./reboot";
import { shutdown } from "./shutdown";
import { slowNginx } from "./slow-nginx";
import { splitBrain } from "./split-brain";
import { stopKeepalived } from "./stop-keepalived";
import { stopKeepalivedOnBackup } from "./stop-keepalived-on-backup";
import { stopNginx } from "./stop-nginx";

/** Every fault, in the order in which the suites run them. */
export const FAULTS: readonly Fault[] = [
	drain,
	stopKeepalived,
	stopKeepalivedOnBackup,
	manualDownFile,
	crashNginx,
	stopNginx,
	error500,
	hangNginx,
	slowNginx,
	killKeepalived,
	killVrrpChild,
	configReload,
	brokenConfigReload,
	diskFull,
	clockStep,
	linkDown,
	linkFlapping,
	muteMaster,
	deafMaster,
	splitBrain,
	partition,
	packetLoss10,
	packetLoss30,
	packetLoss50,
	freeze,
	shutdown,
	reboot,
	powerCut,
	bothBoot,
	apiSlow,
	apiThrottled,
	taskConflict,
	lostAnswer,
	staleReads,
	credentialExpired,
	apiDown,
	apiDownForLong,
];

export const FAULT_NAMES: readonly string[] = FAULTS.map(({ id }) => id);

/** What the tutorials describe: a planned switch, the service's faults, the loss of a node. */
const STANDARD: readonly Fault[] = [
	drain,
	stopKeepalived,
	stopKeepalivedOnBackup,
	crashNginx,
	error500,
	hangNginx,
	configReload,
	linkDown,
	splitBrain,
	reboot,
	powerCut,
	apiDown,
];

/** The suites, by their names on the command line. */
export const SUITES = {
	standard: STANDARD,
	all: FAULTS,
} as const satisfies Record<string, readonly Fault[]>;
export type SuiteName = keyof typeof SUITES;

/** A fault that is left out, and why. */
export interface SkippedFault {
	readonly fault: Fault;
	readonly why: string;
}

/** Some faults, and those of them that make no sense in the lab or cannot be done there. */
export function fitting(
	all: readonly Fault[],
	plan: DrillPlan,
	bench: BenchAbilities,
): {
	readonly faults: readonly Fault[];
	readonly skipped: readonly SkippedFault[];
} {
	const skipped = all.flatMap((fault) => {
		const why = fault.unfit?.(plan, bench);
		return why === undefined ? [] : [{ fault, why }];
	});
	return {
		faults: all.filter((each) => skipped.every(({ fault }) => fault !== each)),
		skipped,
	};
}
