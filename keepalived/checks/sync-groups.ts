import { type CheckContext, show } from "../keywords/context";
import type { KeepalivedConfig } from "../model/config";
import type { VrrpInstance } from "../model/vrrp-instance";
import type { VrrpSyncGroup } from "../model/vrrp-sync-group";
import { eachInstance, eachSyncGroup, groupsOf, type Rule } from "./rule";
import { effectiveTrackers, TRACKER_KINDS } from "./trackers";

/** Groups have two members or more, and members do nothing that would part them. */
export const syncGroups: Rule = (config, context) => {
	eachSyncGroup(config, context, checkMembers);
	eachInstance(config, context, (instance, at) => {
		const groups = groupsOf(config, instance);
		const [group, another] = groups;
		if (group === undefined) {
			return;
		}
		if (another !== undefined) {
			at.refuse({
				given: `membership in ${groups.map(({ name }) => name).join(" and ")}`,
				allowed: "membership in one sync group",
				remedy: "Remove it from all but one.",
			});
		}
		checkWeights(config, instance, group, at);
		checkTwice(instance, group, at);
	});
};

function checkMembers(group: VrrpSyncGroup, at: CheckContext): void {
	if (group.group.length < 2) {
		at.at("group").refuse({
			given: `${group.group.length} members`,
			allowed: "two members or more",
			remedy: "Add the instances that must move with it, or remove the group.",
		});
	}
	group.group.forEach((name, index) => {
		if (group.group.indexOf(name) === index) {
			return;
		}
		at.at("group")
			.atIndex(index)
			.refuse({
				given: `${show(name)} a second time`,
				allowed: "each member once",
				remedy: "Remove the repetition.",
			});
	});
}

function checkWeights(
	config: KeepalivedConfig,
	instance: VrrpInstance,
	group: VrrpSyncGroup,
	at: CheckContext,
): void {
	for (const tracker of effectiveTrackers(config, instance)) {
		if (tracker.weight === 0) {
			continue;
		}
		at.at(tracker.kind)
			.atIndex(tracker.index, tracker.name)
			.refuse({
				given: `weight ${tracker.weight} (${tracker.origin}) in a member of sync group ${group.name}`,
				allowed: "weight 0 in members of a sync group",
				remedy:
					"Set the weight to 0, or track it in the group; keepalived ignores weights that would part the members.",
			});
	}
}

function checkTwice(
	instance: VrrpInstance,
	group: VrrpSyncGroup,
	at: CheckContext,
): void {
	for (const kind of TRACKER_KINDS) {
		const ofGroup = (group[kind] ?? []).map(({ name }) => name);
		instance[kind]?.forEach(({ name }, index) => {
			if (!ofGroup.includes(name)) {
				return;
			}
			at.at(kind)
				.atIndex(index, name)
				.refuse({
					given: `${show(name)}, which sync group ${group.name} tracks already`,
					allowed: "tracking by the group or by the member",
					remedy: "Remove it from the member.",
				});
		});
	}
}
