import { eachInstance, groupsOf, type Rule } from "./rule";
import { effectiveTrackers } from "./trackers";

/** `nopreempt` is given only where it works, and with what needs it. */
export const nopreempt: Rule = (config, context) => {
	eachInstance(config, context, (instance, at) => {
		if (instance.nopreempt !== true) {
			if (instance.timerExpiredBackup !== true) {
				return;
			}
			at.at("timerExpiredBackup").refuse({
				given: "timer_expired_backup without nopreempt",
				allowed: "timer_expired_backup with nopreempt",
				remedy: "Set nopreempt to true, or remove timerExpiredBackup.",
			});
			return;
		}
		if (instance.state === "MASTER") {
			at.at("nopreempt").refuse({
				given: "nopreempt with state MASTER",
				allowed: "nopreempt with state BACKUP, on every node",
				remedy: "Set state to BACKUP; keepalived drops nopreempt otherwise.",
			});
		}
		if (instance.preemptDelay !== undefined && instance.preemptDelay > 0) {
			at.at("preemptDelay").refuse({
				given: `preempt_delay ${instance.preemptDelay} with nopreempt`,
				allowed: "one of the two",
				remedy:
					"Remove preemptDelay: nothing is preempted that could be delayed.",
			});
		}
		const trackers = [instance, ...groupsOf(config, instance)].flatMap(
			(owner) =>
				effectiveTrackers(config, owner).map((tracker) => ({
					...tracker,
					at:
						owner === instance
							? at.at(tracker.kind).atIndex(tracker.index, tracker.name)
							: at.at(`nopreempt, with ${tracker.kind} of ${owner.name}`),
				})),
		);
		for (const tracker of trackers) {
			if (tracker.weight === 0) {
				continue;
			}
			tracker.at.refuse({
				given: `weight ${tracker.weight} (${tracker.origin}) with nopreempt`,
				allowed: "weight 0 with nopreempt",
				remedy:
					"Set the weight to 0, so that a failure means FAULT: a nopreempt backup follows a master of any lower priority, so lowering it moves nothing.",
			});
		}
	});
};
