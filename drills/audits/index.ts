import type { DrillView } from "../drill-view";
import { onlyTheOwnerAnswers } from "./answers";
import type { Audit, Verdict } from "./audit";
import { cloudFollowsMaster } from "./cloud-owner";
import { failback } from "./failback";
import { filesIntact } from "./files-intact";
import {
	neverTwoOwnersForLong,
	oneOwnerAfterHealing,
	oneOwnerDuringFault,
} from "./one-owner";
import { outcome } from "./outcome";
import { prediction } from "./prediction";
import { noLeftOvers } from "./processes";

/** Every audit, in the order in which a report shows them. */
const AUDITS: readonly Audit[] = [
	outcome,
	prediction,
	oneOwnerDuringFault,
	oneOwnerAfterHealing,
	neverTwoOwnersForLong,
	failback,
	cloudFollowsMaster,
	onlyTheOwnerAnswers,
	filesIntact,
	noLeftOvers,
];

/** Judges a drill by every audit that has something to say about it. */
export const runAudits = (view: DrillView): readonly Verdict[] =>
	AUDITS.flatMap((audit) => audit(view) ?? []);
