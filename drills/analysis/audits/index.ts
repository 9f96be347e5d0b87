import type { DrillView } from "../drill-view";
import { onlyTheOwnerAnswers } from "./answers";
import type { Audit, Verdict } from "./audit";
import { cloudFollowsMaster } from "./cloud-owner";
import { everybodyFindsTheMaster } from "./everybody";
import { failback } from "./failback";
import { filesIntact } from "./files-intact";
import { noFlapping } from "./flapping";
import { disksWereFull } from "./full-disk";
import { hardBound } from "./hard-bound";
import {
	neverTwoOwnersForLong,
	oneOwnerAfterHealing,
	oneOwnerDuringFault,
} from "./one-owner";
import { otherAddresses } from "./other-addresses";
import { outcome } from "./outcome";
import { prediction } from "./prediction";
import { noLeftOvers } from "./processes";
import { steadyNodes } from "./steady-nodes";
import { wellAgain } from "./well-again";
import { wellBefore } from "./well-before";
import { nothingIsMissing } from "./whole-log";

/** Every audit, in the order in which a report shows them. */
const AUDITS: readonly Audit[] = [
	outcome,
	wellBefore,
	prediction,
	hardBound,
	otherAddresses,
	oneOwnerDuringFault,
	oneOwnerAfterHealing,
	wellAgain,
	steadyNodes,
	neverTwoOwnersForLong,
	failback,
	cloudFollowsMaster,
	noFlapping,
	everybodyFindsTheMaster,
	onlyTheOwnerAnswers,
	filesIntact,
	noLeftOvers,
	disksWereFull,
	nothingIsMissing,
];

/** Judges a drill by every audit that has something to say about it. */
export const runAudits = (view: DrillView): readonly Verdict[] =>
	AUDITS.flatMap((audit) => audit(view) ?? []);
