import type { LintRule } from "../rule";
import { metadataToken } from "./metadata-token";
import { missingRxLowerPri } from "./missing-rx-lower-pri";
import { nopreemptWeights } from "./nopreempt-weights";
import { oneHost } from "./one-host";
import { openSecurityGroup } from "./open-security-group";
import { plainSecret } from "./plain-secret";
import { preemptEqualPriorities } from "./preempt-equal-priorities";
import { slowPlannedSwitch } from "./slow-planned-switch";
import { sshFromAnywhere } from "./ssh-from-anywhere";
import { subSecondAdvert } from "./sub-second-advert";
import { userDataNearLimit } from "./user-data-near-limit";

/** All rules, by their ids. */
export const LINT_RULES: readonly LintRule[] = [
	metadataToken,
	missingRxLowerPri,
	nopreemptWeights,
	oneHost,
	openSecurityGroup,
	plainSecret,
	preemptEqualPriorities,
	slowPlannedSwitch,
	sshFromAnywhere,
	subSecondAdvert,
	userDataNearLimit,
];
