import type { DrillPlan } from "../drill-plan";
import type { Fault } from "../fault";
import { bothBoot } from "./both-boot";
import { brokenConfigReload } from "./broken-config-reload";
import { configReload } from "./config-reload";
import { crashNginx } from "./crash-nginx";
import { error500 } from "./error-500";
import { freeze } from "./freeze";
import { hangNginx } from "./hang-nginx";
import { killKeepalived } from "./kill-keepalived";
import { killVrrpChild } from "./kill-vrrp-child";
import { linkDown } from "./link-down";
import { manualDownFile } from "./manual-down-file";
import { powerCut } from "./power-cut";
import { reboot } from "./reboot";
import { shutdown } from "./shutdown";
import { stopKeepalived } from "./stop-keepalived";
import { stopKeepalivedOnBackup } from "./stop-keepalived-on-backup";
import { stopNginx } from "./stop-nginx";

/** Every fault, in the order in which the suites run them. */
export const FAULTS: readonly Fault[] = [
	stopKeepalived,
	stopKeepalivedOnBackup,
	manualDownFile,
	crashNginx,
	stopNginx,
	error500,
	hangNginx,
	killKeepalived,
	killVrrpChild,
	configReload,
	brokenConfigReload,
	linkDown,
	freeze,
	shutdown,
	reboot,
	powerCut,
	bothBoot,
];

export const FAULT_NAMES: readonly string[] = FAULTS.map(({ id }) => id);

/** Names of the suites. */
export const SUITE_NAMES = ["standard", "all"] as const;
export type SuiteName = (typeof SUITE_NAMES)[number];

/** What the tutorials describe: a planned switch, the service's faults, the loss of a node. */
const STANDARD: readonly Fault[] = [
	stopKeepalived,
	stopKeepalivedOnBackup,
	crashNginx,
	error500,
	hangNginx,
	configReload,
	linkDown,
	reboot,
	powerCut,
];

/** A suite's faults, those left out that make no sense in the lab. */
export const suite = (name: SuiteName, plan: DrillPlan): readonly Fault[] =>
	(name === "standard" ? STANDARD : FAULTS).filter(
		(fault) => fault.unfit?.(plan) === undefined,
	);
