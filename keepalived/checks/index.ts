import type { CheckContext } from "../keywords/context";
import type { KeepalivedConfig } from "../model/config";
import { advertInterval } from "./advert-interval";
import { authentication } from "./authentication";
import { duplicateNames } from "./duplicate-names";
import { duplicateVrids } from "./duplicate-vrids";
import { nopreempt } from "./nopreempt";
import { notifyFifo } from "./notify-fifo";
import { ownInterface } from "./own-interface";
import { preemptDelay } from "./preempt-delay";
import type { Rule } from "./rule";
import { scriptSecurity } from "./script-security";
import { scriptTimeout } from "./script-timeout";
import { syncGroups } from "./sync-groups";
import { trackProcesses } from "./track-processes";
import { undefinedReferences } from "./undefined-references";
import { unicast } from "./unicast";
import { unusedScripts } from "./unused-scripts";
import { virtualAddresses } from "./virtual-addresses";
import { virtualServers } from "./virtual-servers";

const RULES: readonly Rule[] = [
	duplicateNames,
	undefinedReferences,
	unusedScripts,
	scriptSecurity,
	scriptTimeout,
	notifyFifo,
	trackProcesses,
	nopreempt,
	preemptDelay,
	advertInterval,
	authentication,
	unicast,
	duplicateVrids,
	virtualAddresses,
	ownInterface,
	syncGroups,
	virtualServers,
];

/** Reports everything that is wrong between the keywords of a configuration. */
export function checkRules(
	config: KeepalivedConfig,
	context: CheckContext,
): void {
	for (const rule of RULES) {
		rule(config, context);
	}
}
